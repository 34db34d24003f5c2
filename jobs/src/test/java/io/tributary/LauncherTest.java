package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  private static TreeSet<String> opens(String text) {
    TreeSet<String> opens = new TreeSet<>();
    Pattern.compile("--add-opens=[\\w./]+=ALL-UNNAMED")
        .matcher(text)
        .results()
        .forEach(match -> opens.add(match.group()));
    return opens;
  }

  @Test
  void launcherAndBuildOpenThePackagesThatSparkNeeds() throws Exception {
    List<String> needed =
        Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
            .filter(option -> option.startsWith("--add-opens"))
            .toList();

    assertThat(opens(Files.readString(ROOT.resolve("tributary")))).containsAll(needed);
    assertThat(opens(Files.readString(ROOT.resolve("pom.xml")))).containsAll(needed);
  }
}
