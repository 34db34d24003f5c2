package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

  @Test
  void joinsSourceAndNaturalKey() {
    assertThat(Keys.recordKey("crm", "17")).isEqualTo("crm:17");
    assertThat(Keys.recordKey("pos", "S1", "R2", "42")).isEqualTo("pos:S1|R2|42");
    assertThat(Keys.recordKey("pos", "a|b", "c:d", "e\\f")).isEqualTo("pos:a\\|b|c\\:d|e\\\\f");
    assertThat(Keys.recordKey("pos", "S1", null)).isNull();
  }

  @Test
  void differentValuesNeverShareAKey() {
    List<List<String>> values =
        List.of(
            List.of("a|b", "c"),
            List.of("a", "b|c"),
            List.of("a\\", "b|c"),
            List.of("a\\|b", "c"),
            List.of("a", "b", "c"),
            List.of("a|b|c"),
            List.of("", "a|b|c"),
            List.of("a:b", "c"));

    assertThat(values.stream().map(parts -> Keys.recordKey("s", parts.toArray(String[]::new))))
        .doesNotHaveDuplicates();
    assertThat(Keys.recordKey("s:a", "b")).isNotEqualTo(Keys.recordKey("s", "a:b"));
  }
}
