package io.tributary.serve;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.ibm.icu.util.VersionInfo;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a delivery consists of, as a JSON file that is published after all others: once it is there,
 * everything it names is complete.
 *
 * @param format id of the format, with its version
 * @param asOf end of the data interval
 * @param channel on which the destination reaches customers
 * @param purposes what everybody who is sent has agreed to on that channel: the purpose of the
 *     destination and that of the segment
 * @param parts the files, in the order of publishing
 */
public record Manifest(
    String destination,
    String segment,
    String format,
    Mode mode,
    Instant asOf,
    String channel,
    List<String> purposes,
    List<PreparedFile> parts) {

  public Manifest {
    purposes = List.copyOf(purposes);
    parts = List.copyOf(parts);
  }

  /** Writes it beside the parts. The same delivery gives the same bytes. */
  public PreparedFile write(Path directory, String name) {
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    Path part = directory.resolve("." + name + ".part");
    Path file = directory.resolve(name);
    try {
      OutboxFolder.create(directory);
      try (OutputStream out = OutboxFolder.newFile(part)) {
        out.write(json);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new PreparedFile(file, 0, json.length, Sha256.hex(new ByteArrayInputStream(json)));
    } catch (IOException e) {
      throw JobFailure.delivery(
              "The manifest " + file + " cannot be written.",
              "The outbox is not writable or its disk is full.",
              "Free the outbox, then run again.")
          .because(e);
    }
  }

  /** The JSON text, keys in alphabetical order. */
  String json() {
    Map<String, Object> fields =
        Map.of(
            "destination", destination,
            "segment", segment,
            "format", format,
            "mode", mode.name(),
            "as_of", asOf.toString(),
            "consent", Map.of("channel", channel, "purposes", purposes),
            "parts", parts.stream().map(Manifest::part).toList(),
            "libraries", libraries());
    return ConfigValueFactory.fromMap(fields)
            .render(ConfigRenderOptions.concise().setFormatted(true))
            .strip()
        + "\n";
  }

  private static Map<String, Object> part(PreparedFile file) {
    return Map.of(
        "name", file.name(),
        "rows", file.rows(),
        "bytes", file.bytes(),
        "sha256", file.sha256());
  }

  /** Whose data decides what a valid phone and a letter's Latin spelling are. */
  private static Map<String, String> libraries() {
    return Map.of("libphonenumber", phoneVersion(), "icu4j", VersionInfo.ICU_VERSION.toString());
  }

  private static String phoneVersion() {
    Properties properties = new Properties();
    try (InputStream in =
        PhoneNumberUtil.class.getResourceAsStream(
            "/META-INF/maven/com.googlecode.libphonenumber/libphonenumber/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a jar on the class path cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
