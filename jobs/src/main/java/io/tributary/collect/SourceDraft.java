package io.tributary.collect;

import com.typesafe.config.ConfigUtil;
import io.tributary.collect.SourceContract.FormatType;
import io.tributary.lake.Files;
import io.tributary.tables.bronze.KindFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/** Drafts a contract from a file's name, header and first rows. */
public final class SourceDraft {
  private static final int SAMPLE_ROWS = 1_000;
  private static final int HEAD_BYTES = 64 * 1024;
  private static final List<Character> DELIMITERS = List.of(';', '\t', '|', ',');
  private static final List<String> DATES_IN_NAMES =
      List.of("yyyy-MM-dd", "yyyyMMdd", "dd-MM-yyyy");

  /**
   * A drafted contract.
   *
   * @param name proposed for the source
   * @param contract text of {@code conf/sources/<name>.conf}
   * @param remarks what a person has to look at before it is used
   */
  public record Draft(String name, String contract, List<String> remarks) {}

  private final String fileName;
  private final FileFormat format;
  private final Map<String, List<String>> columns;
  private final Kind kind;
  private final List<String> remarks = new ArrayList<>();

  private SourceDraft(String fileName, FileFormat format, Map<String, List<String>> columns) {
    this.fileName = fileName;
    this.format = format;
    this.columns = columns;
    this.kind =
        Arrays.stream(Kind.values())
            .max(Comparator.comparingLong(this::score).thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
  }

  /**
   * Reads the first rows of a file.
   *
   * @param path of the file, on any file system
   * @throws io.tributary.job.JobFailure INPUT when it is no text and no Parquet
   */
  public static Draft of(Files files, String path) {
    String name = new Path(path).getName();
    try {
      FileFormat format = format(files, path, name);
      Map<String, List<String>> columns = sample(files, path, name, format);
      if (columns.isEmpty()) {
        throw new RefusedFileException("it holds no row");
      }
      return new SourceDraft(name, format, columns).draft();
    } catch (RefusedFileException refused) {
      throw io.tributary.job.JobFailure.input(
          "No contract can be drafted from " + name, refused.reason(), "take another delivery");
    } catch (IOException e) {
      throw io.tributary.job.JobFailure.input(
          "No contract can be drafted from " + name,
          Unreadable.reason(e),
          "name a file that can be read");
    }
  }

  private Draft draft() {
    StringBuilder text = new StringBuilder();
    text.append("# Drafted from ")
        .append(fileName)
        .append(": look at every line. Keys: crm.conf.\n");
    text.append("kind = ").append(kind.name().toLowerCase(Locale.ROOT)).append('\n');
    String name = sourceName();
    text.append("path = \"").append(name).append('/').append(glob()).append("\"\n");
    text.append("delivered-on = \"").append(datePattern()).append("\"\n");
    text.append("delivers = ").append(delivers()).append('\n').append(formatText());
    StringBuilder fields = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    Set<String> mapped = new TreeSet<>();
    columns.forEach((column, values) -> map(column, values, mapped, fields, lines));
    if (kind == Kind.CONSENTS) {
      completeDecisions(mapped, fields);
    }
    complete(kind.fields(), mapped, fields);
    if (lines.length() > 0) {
      completeLines(mapped, lines);
    }
    text.append("natural-key = [").append(naturalKey()).append("]\n");
    text.append("fields {\n").append(fields).append("}\n");
    if (lines.length() > 0) {
      text.append("lines.fields {\n").append(lines).append("}\n");
    }
    text.append("owner = \"\"\n");
    text.append("terms { basis = contract, purposes = [service], retention = 365d }\n");
    remarks.add("say who owns the source, and on what terms the data is held");
    return new Draft(name, text.toString(), List.copyOf(remarks));
  }

  private void map(
      String column,
      List<String> values,
      Set<String> mapped,
      StringBuilder fields,
      StringBuilder lines) {
    boolean isLine = kind == Kind.TICKETS && format.type() == FormatType.CSV;
    Map<String, Kind.Rule> lineFields = isLine ? Kind.LINE_FIELDS : Map.of();
    String field = ColumnGuess.field(column, values, kind.fields()).orElse(null);
    Kind.Rule rule = field == null ? null : kind.fields().get(field);
    StringBuilder into = fields;
    if (rule == null) {
      field = ColumnGuess.field(column, values, lineFields).orElse(null);
      rule = field == null ? null : lineFields.get(field);
      into = lines;
    }
    if (field == null || rule == null || !mapped.add(field)) {
      remarks.add("column '" + column + "' is kept as delivered and not used");
      return;
    }
    String quoted = quoted(column);
    String writing = ColumnGuess.writing(rule, values);
    into.append("  ").append(field);
    into.append(
        writing.isEmpty()
            ? " = " + quoted
            : " {\n    column = " + quoted + "\n    " + writing + "\n  }");
    into.append('\n');
  }

  private static String quoted(String column) {
    return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : ConfigUtil.quoteString(column);
  }

  /** Adds what a decision cannot do without: who, and on what. */
  private void completeDecisions(Set<String> mapped, StringBuilder into) {
    if (mapped.contains(KindFields.RESPONSE) && !mapped.contains(KindFields.SUBJECT_TYPE)) {
      columns.forEach(
          (column, values) -> {
            if (isChannel(column, values)) {
              ConsentGuess.subjectType(quoted(column), values)
                  .filter(mapping -> mapped.add(KindFields.SUBJECT_TYPE))
                  .ifPresent(mapping -> into.append("  subject_type " + mapping + "\n"));
            }
          });
    }
    for (String field : ConsentGuess.lacking(mapped)) {
      into.append("  ").append(field).append(" { constant = \"\", required = true } # not found\n");
      remarks.add(
          "no column was recognised as '" + field + "': a decision on none forbids nothing");
    }
  }

  private boolean isChannel(String column, List<String> values) {
    return ColumnGuess.field(column, values, kind.fields())
        .filter(KindFields.CHANNEL::equals)
        .isPresent();
  }

  /** Adds what a row cannot do without, so that the draft binds and says what it lacks. */
  private void complete(Map<String, Kind.Rule> rules, Set<String> mapped, StringBuilder into) {
    for (Map.Entry<String, Kind.Rule> rule : rules.entrySet()) {
      String field = rule.getKey();
      if (!rule.getValue().isEssential() || !mapped.add(field)) {
        continue;
      }
      if (field.equals(KindFields.EVENT) && format.type() == FormatType.COMBINED_LOG) {
        into.append("  event { constant = page_view }\n");
        continue;
      }
      Set<String> choices = new TreeSet<>(rule.getValue().choices());
      String oneOf = choices.isEmpty() ? "" : ", one of " + String.join(", ", choices);
      into.append("  ").append(field).append(" { constant = \"\" } # not found").append(oneOf);
      into.append('\n');
      remarks.add("no column was recognised as '" + field + "', which is essential" + oneOf);
    }
  }

  /** A line needs an amount: its total, or quantity and unit price. */
  private void completeLines(Set<String> mapped, StringBuilder into) {
    if (mapped.contains(KindFields.LINE_TOTAL)) {
      return;
    }
    if (mapped.add(KindFields.QUANTITY)) {
      into.append("  quantity { constant = 1 } # not found\n");
      remarks.add("no column was recognised as 'quantity': each line counts as one piece");
    }
    if (mapped.add(KindFields.UNIT_PRICE)) {
      into.append("  unit_price { constant = \"\" } # not found\n");
      remarks.add(
          "no column was recognised as 'unit_price': map it, or 'line_total' where a column holds"
              + " the total of a line");
    }
  }

  private long score(Kind candidate) {
    Set<String> found = new TreeSet<>();
    columns.forEach(
        (column, values) ->
            ColumnGuess.field(column, values, candidate.fields()).ifPresent(found::add));
    long essentials =
        candidate.fields().entrySet().stream()
            .filter(rule -> rule.getValue().isEssential() && found.contains(rule.getKey()))
            .count();
    return found.size() + 2 * essentials;
  }

  private String naturalKey() {
    return switch (kind) {
      case CUSTOMERS -> "crm";
      case CARDS -> "card";
      case TICKETS -> "ticket_no";
      case PRODUCTS -> "sku";
      case RATES -> "base_currency, quote_currency, rate_on";
      case ATTRIBUTES -> "key_type, subject_key";
      case HITS, CONSENTS -> "";
    };
  }

  private String delivers() {
    return switch (kind) {
      case CUSTOMERS, RATES, ATTRIBUTES -> "changes";
      case CARDS, PRODUCTS -> "snapshot";
      case TICKETS, CONSENTS -> "events";
      case HITS -> format.type() == FormatType.COMBINED_LOG ? "log" : "events";
    };
  }

  private String formatText() {
    String type = format.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (format.type() == FormatType.PARQUET) {
      return "format = parquet\n";
    }
    String delimiter = format.delimiter() == '\t' ? "\\t" : String.valueOf(format.delimiter());
    String csv = format.type() == FormatType.CSV ? ", delimiter = \"" + delimiter + "\"" : "";
    return "format { type = " + type + ", encoding = " + format.encoding() + csv + " }\n";
  }

  private String datePattern() {
    return DATES_IN_NAMES.stream()
        .filter(pattern -> DeliveryDate.in(fileName, pattern).isPresent())
        .findFirst()
        .orElseGet(
            () -> {
              remarks.add("the file's name holds no date: put the day of delivery into it");
              return DATES_IN_NAMES.get(0);
            });
  }

  private String glob() {
    return fileName.replaceAll("\\d{4}-?\\d{2}-?\\d{2}|\\d{2}-\\d{2}-\\d{4}", "*");
  }

  private String sourceName() {
    String stem = ColumnGuess.plain(fileName.replaceAll("\\..*", "").replaceAll("\\d", " "));
    return stem.isEmpty() ? "source" : stem;
  }

  private static FileFormat format(Files files, String path, String name) throws IOException {
    byte[] head;
    try (InputStream in = files.open(path);
        InputStream plain = Compression.decompressed(in, name)) {
      head = plain.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw TextInput.refusal(e, StandardCharsets.UTF_8, new byte[0]);
    }
    if (name.endsWith(".parquet")) {
      return new FileFormat(FormatType.PARQUET, "UTF-8", ',', '"', List.of());
    }
    String encoding = EncodingGuess.of(head);
    String text =
        new String(head, java.nio.charset.Charset.forName(encoding)).replace("\uFEFF", "");
    String line = text.lines().filter(candidate -> !candidate.isBlank()).findFirst().orElse("");
    if (line.startsWith("{")) {
      return new FileFormat(FormatType.JSON_LINES, encoding, ',', '"', List.of());
    }
    boolean isLog = line.matches("\\S+ \\S+ \\S+ \\[[^]]+] \".*\" \\d{3} \\S+ \".*\" \".*\"");
    FormatType type = isLog ? FormatType.COMBINED_LOG : FormatType.CSV;
    char delimiter =
        line.startsWith("sep=") && line.length() > 4 ? line.charAt(4) : delimiter(line);
    return new FileFormat(type, encoding, delimiter, '"', List.of());
  }

  private static char delimiter(String header) {
    return DELIMITERS.stream()
        .max(Comparator.comparingLong(sign -> header.chars().filter(c -> c == sign).count()))
        .orElse(',');
  }

  /** Column to the values that it has in the first rows. */
  private static Map<String, List<String>> sample(
      Files files, String path, String name, FileFormat format) throws IOException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    if (format.type() == FormatType.PARQUET) {
      Staging.parquetRows(files, path, Set.of()).limit(SAMPLE_ROWS).collectAsList().stream()
          .map(ReadParquetFile::delivered)
          .forEach(row -> add(row, columns));
      return columns;
    }
    try (RowReader reader = RowReader.open(files.open(path), name, format, Set.of())) {
      DeliveredRow row = reader.next();
      for (int i = 0; row != null && i < SAMPLE_ROWS; i++, row = reader.next()) {
        add(row, columns);
      }
    }
    return columns;
  }

  private static void add(DeliveredRow row, Map<String, List<String>> columns) {
    row.fields()
        .forEach(
            (column, value) -> {
              List<String> values = columns.computeIfAbsent(column, c -> new ArrayList<>());
              if (!value.isBlank()) {
                values.add(value.strip());
              }
            });
  }
}
