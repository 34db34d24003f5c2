package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.crypto.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudienceFileTest {

  private static final Format SMS = Formats.GENERIC_PLAIN.only(List.of("phone", "given_name"));

  @TempDir Path outbox;

  @Test
  void writesHeaderAndRowsWithoutByteOrderMark() throws IOException {
    PreparedFile file =
        write(
            new String[] {"+84912345678", "Lan, \"Bé\""},
            new String[] {"+84912345678", "Lan, \"Bé\""},
            new String[] {"+84987654321", "=HYPERLINK(1)"});
    String expected =
        "phone,given_name\n+84912345678,\"Lan, \"\"Bé\"\"\"\n+84987654321,'=HYPERLINK(1)\n";
    assertThat(file.path()).content(StandardCharsets.UTF_8).isEqualTo(expected);
    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.bytes()).isEqualTo(expected.getBytes(StandardCharsets.UTF_8).length);
    assertThat(file.sha256()).isEqualTo(Sha256.hex(expected));
    assertThat(PreparedFile.reopen(file.path(), 2)).isEqualTo(file);
  }

  @Test
  void refusesRowsThatAreNotSorted() {
    assertThatThrownBy(() -> write(new String[] {"b", ""}, new String[] {"a", ""}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sorted");
    assertThat(outbox.resolve("list.csv")).doesNotExist();
  }

  @Test
  void sortsByUtf8BytesAsSparkDoes() {
    // In UTF-16 an emoji sorts before the private use area, in UTF-8 after it.
    assertThat(AudienceFile.ORDER.compare(new String[] {"😀"}, new String[] {"\uE000"}))
        .isPositive();
    assertThat(AudienceFile.ORDER.compare(new String[] {"", "b"}, new String[] {"a", "a"}))
        .isNegative();
  }

  @Test
  void isOpenToItsOwnerOnly() throws IOException {
    PreparedFile file = write(new String[] {"+84912345678", "Lan"});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }

  @Test
  void namesFilesByDestinationSegmentAndInterval() {
    ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
    String night = FileName.interval(Instant.parse("2026-11-09T17:00:00Z"), zone);
    String hour = FileName.interval(Instant.parse("2026-11-09T06:00:00Z"), zone);
    assertThat(FileName.of("meta", "vip-away", night, Content.REMOVE))
        .isEqualTo("meta_vip-away_2026-11-09_remove.csv");
    assertThat(FileName.of("meta", "vip-away", hour, Content.ADD))
        .isEqualTo("meta_vip-away_2026-11-09T130000_add.csv");
    assertThat(FileName.manifest("meta", "vip-away", night))
        .isEqualTo("meta_vip-away_2026-11-09_manifest.json");
    assertThatThrownBy(() -> FileName.of("meta", "../vip", night, Content.ADD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTheDayBackFromAName() {
    LocalDate day = LocalDate.of(2026, 11, 9);
    assertThat(FileName.day("meta_vip-away_2026-11-09_remove.csv")).contains(day);
    assertThat(FileName.day("meta_vip-away_2026-11-09T130000_manifest.json")).contains(day);
    assertThat(FileName.day(".meta_vip-away_2026-11-09_add.csv.part")).contains(day);
    assertThat(FileName.day("notes.txt")).isEmpty();
  }

  @Test
  void statesInTheManifestWhatWasSent() {
    PreparedFile part = write(new String[] {"+84912345678", "Lan"});
    Manifest manifest =
        new Manifest(
            "sms",
            "vip",
            SMS.id(),
            Mode.REPLACE,
            Instant.parse("2026-11-09T17:00:00Z"),
            "sms",
            List.of("ads", "marketing"),
            List.of(part));
    PreparedFile first = manifest.write(outbox, "manifest.json");
    assertThat(first.path())
        .content(StandardCharsets.UTF_8)
        .contains("\"format\" : \"generic-plain@1\"")
        .contains("\"as_of\" : \"2026-11-09T17:00:00Z\"")
        .contains("\"channel\" : \"sms\"")
        .containsPattern("\"purposes\" : \\[\\s+\"ads\",\\s+\"marketing\"\\s+\\]")
        .contains("\"sha256\" : \"" + part.sha256() + "\"")
        .containsPattern("\"libphonenumber\" : \"9\\.[0-9.]+\"")
        .doesNotContain("84912345678");
    assertThat(manifest.write(outbox, "manifest.json")).isEqualTo(first);
  }

  private PreparedFile write(String[]... rows) {
    return AudienceFile.write(outbox, "list.csv", SMS, Stream.of(rows).iterator());
  }
}
