package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final FileFormat JSON = format(SourceContract.FormatType.JSON_LINES);
  private static final FileFormat LOG = format(SourceContract.FormatType.COMBINED_LOG);
  private static final FileFormat CSV = format(SourceContract.FormatType.CSV);

  @Test
  void readsJsonLinesAndKeepsWhatIsNone() throws IOException {
    List<DeliveredRow> rows =
        read(
            JSON,
            """
            {"a":1,"b":{"c":"x","d":null},"lines":[{"q":"2"}],"t":true}

            {"a":1,"a":2}
            {"a":
            [1]
            {"a":1} trailing
            """);

    assertThat(rows.get(0).fields())
        .isEqualTo(Map.of("a", "1", "b.c", "x", "lines", "[{\"q\":\"2\"}]", "t", "true"));
    assertThat(rows).extracting(DeliveredRow::lineNo).containsExactly(1L, 3L, 4L, 5L, 6L);
    assertThat(rows.subList(1, 5)).extracting(DeliveredRow::rule).containsOnly("malformed-json");
    assertThat(rows.get(2).text()).isEqualTo("{\"a\":");
  }

  /** Java's own reader of lines is the oracle; the first line ends across two buffers. */
  @Test
  void endsLinesWhereTheyEnd() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("y".repeat(64 * 1024 - 1) + "\r\n");
    for (int i = 0; i < 3_000; i++) {
      text.append("x".repeat(random.nextInt(200)));
      text.append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
    }
    List<String> expected = new ArrayList<>();
    try (LineNumberReader oracle = new LineNumberReader(new StringReader(text + "end"))) {
      for (String line = oracle.readLine(); line != null; line = oracle.readLine()) {
        if (!line.isBlank()) {
          expected.add(oracle.getLineNumber() + " " + line);
        }
      }
    }

    assertThat(read(JSON, text + "end"))
        .extracting(row -> row.lineNo() + " " + row.text())
        .isEqualTo(expected);
  }

  @Test
  void keepsOnlyTheBeginningOfAnEndlessLine() throws IOException {
    List<DeliveredRow> rows = read(JSON, "x".repeat(LineReader.MOST_CHARS + 1) + "\n{\"a\":1}\n");

    assertThat(rows.get(0).rule()).isEqualTo("line-too-long");
    assertThat(rows.get(0).text()).hasSize(1_000);
    assertThat(rows.get(1).fields()).isEqualTo(Map.of("a", "1"));
    assertThat(rows.get(1).lineNo()).isEqualTo(2);
  }

  @Test
  void readsAccessLogs() throws IOException {
    String line =
        "83.149.9.216 - frank [17/May/2015:10:05:03 +0000] \"GET /a?q=x y HTTP/1.1\" 200 - "
            + "\"http://semicomplete.com/\" \"Mozilla/5.0 \\\"quoted\\\" agent\"";
    List<DeliveredRow> rows =
        read(LOG, line + "\nnginx: worker exited\n" + line.replace("GET /a?q=x y HTTP/1.1", "-"));

    assertThat(rows.get(0).fields())
        .containsEntry("host", "83.149.9.216")
        .containsEntry("user", "frank")
        .containsEntry("time", "17/May/2015:10:05:03 +0000")
        .containsEntry("method", "GET")
        .containsEntry("target", "/a?q=x y")
        .containsEntry("status", "200")
        .containsEntry("user_agent", "Mozilla/5.0 \"quoted\" agent")
        .doesNotContainKeys("identity", "bytes");
    assertThat(rows.get(1).rule()).isEqualTo("malformed-log-line");
    assertThat(rows.get(2).fields()).doesNotContainKey("target").containsEntry("status", "200");
  }

  @Test
  void numbersLinesOfQuotedValuesThatSpanSeveral() throws IOException {
    List<DeliveredRow> rows = read(CSV, "a,b\r\n1,\"x\r\ny \"\"z\"\"\"\r\n\r\n2,\r\n3,w\r\n");

    assertThat(rows).extracting(row -> row.fields().get("a")).containsExactly("1", "2", "3");
    assertThat(rows.get(0).fields().get("b")).isEqualTo("x\ny \"z\"");
    assertThat(rows.get(0).lineNo()).isEqualTo(2);
    assertThat(rows.get(1).lineNo()).isGreaterThanOrEqualTo(4);
    assertThat(rows.get(2).lineNo()).isGreaterThan(rows.get(1).lineNo());
  }

  @Test
  void decompressesZstdAndRefusesHalfOfIt() throws IOException {
    byte[] whole = Zstd.compress("a,b\n1,2\n".repeat(1).getBytes(StandardCharsets.UTF_8));
    assertThat(read(CSV, "x.csv.zst", whole)).hasSize(1);

    assertThatThrownBy(() -> read(CSV, "x.csv.zst", Arrays.copyOf(whole, whole.length - 5)))
        .isInstanceOf(RefusedFileException.class);
    assertThatThrownBy(() -> read(CSV, "x.csv", whole))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining(".zst");
    assertThatThrownBy(() -> read(CSV, "x.csv.gz", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining("not compressed");
  }

  @Test
  void refusesUtf8ThatIsDeclaredAsSomethingElse() {
    FileFormat windows =
        new FileFormat(SourceContract.FormatType.CSV, "windows-1258", ',', '"', List.of("a", "b"));
    assertThatThrownBy(
            () -> read(windows, "x.csv", "a,b\n1,Nguyễn\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining("looks like UTF-8");
  }

  @Test
  void refusesAQuoteThatIsNeverClosedInALongFile() {
    String text = "a,b\n1,\"open\n" + "2,x\n".repeat(200_000);
    assertThatThrownBy(() -> read(CSV, text))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining("quote");
  }

  private static List<DeliveredRow> read(FileFormat format, String text) throws IOException {
    return read(format, "x.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<DeliveredRow> read(FileFormat format, String name, byte[] bytes)
      throws IOException {
    List<DeliveredRow> rows = new ArrayList<>();
    try (RowReader reader =
        RowReader.open(new ByteArrayInputStream(bytes), name, format, Set.of())) {
      for (DeliveredRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static FileFormat format(SourceContract.FormatType type) {
    return new FileFormat(type, "UTF-8", ',', '"', List.of());
  }
}
