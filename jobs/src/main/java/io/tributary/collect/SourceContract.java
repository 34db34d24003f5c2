package io.tributary.collect;

import io.tributary.config.NearestName;
import io.tributary.tables.bronze.KindFields;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source promises to deliver and how to read it: one file in {@code conf/sources}, its name
 * is the source's. {@code conf/sources/crm.conf} explains every key.
 *
 * @param path glob below the landing root
 * @param deliveredOn date pattern found in the file's name, for example {@code yyyy-MM-dd}
 * @param zone of times without offset; the business time zone unless said otherwise
 * @param namespace of the source's own identifiers; the source's name unless said otherwise
 * @param naturalKey fields that identify a row in its source; empty where each line is its own
 * @param absent values that mean "no value" beside the empty one
 * @param attributes vendor attributes of kind attributes
 * @param owner who answers for it, and is named where a delivery is late or refused; empty where
 *     nobody does
 * @param rejectThreshold share of lines (0 to 1) above which a file is refused whole
 * @param required a missing or refused delivery fails the run after everything else ran
 * @param revenue whether its tickets count as revenue
 * @param freshness a delivery older than this is reported; whole days
 */
public record SourceContract(
    Kind kind,
    String path,
    String deliveredOn,
    Delivers delivers,
    Format format,
    Optional<ZoneId> zone,
    Optional<String> namespace,
    List<String> naturalKey,
    List<String> absent,
    Map<String, FieldMapping> fields,
    Map<String, FieldMapping> attributes,
    Optional<Lines> lines,
    String owner,
    Terms terms,
    Optional<Duration> freshness,
    Optional<Double> rejectThreshold,
    Optional<Boolean> required,
    Optional<Boolean> revenue) {

  private static final double DEFAULT_REJECT_THRESHOLD = 0.05;

  /** What a delivery means. */
  public enum Delivers {
    /** Everything there is: what is absent is deleted. */
    SNAPSHOT,
    /** New and changed rows. */
    CHANGES,
    /** Things that happened, each once. */
    EVENTS,
    /** Lines of a log, which may grow under one name. */
    LOG;

    /** Whether the same content on another day is a delivery of its own. */
    boolean mayRepeat() {
      return this == SNAPSHOT || this == CHANGES;
    }
  }

  /** How bytes become rows; gzip and zstd are told by the file's extension. */
  public enum FormatType {
    CSV,
    JSON_LINES,
    PARQUET,
    COMBINED_LOG
  }

  /**
   * How a file is written. {@code csv} alone is short for {@code { type = csv }}.
   *
   * @param columns names of the columns of a CSV file without header
   */
  public record Format(
      FormatType type,
      Optional<String> encoding,
      Optional<String> delimiter,
      Optional<String> quote,
      List<String> columns) {

    public Format {
      if (encoding.isPresent() && !isCharset(encoding.get())) {
        throw new IllegalArgumentException("'encoding' names no character set");
      }
      if (delimiter.orElse(",").length() != 1 || quote.orElse("\"").length() != 1) {
        throw new IllegalArgumentException("'delimiter' and 'quote' must be one character each");
      }
    }

    /** The short form. */
    public static Format of(String type) {
      FormatType known =
          switch (type) {
            case "csv" -> FormatType.CSV;
            case "json-lines" -> FormatType.JSON_LINES;
            case "parquet" -> FormatType.PARQUET;
            case "combined-log" -> FormatType.COMBINED_LOG;
            default ->
                throw new IllegalArgumentException(
                    "expected one of csv, json-lines, parquet, combined-log");
          };
      return new Format(known, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    FileFormat resolved() {
      return new FileFormat(
          type,
          encoding.orElse("UTF-8"),
          delimiter.orElse(",").charAt(0),
          quote.orElse("\"").charAt(0),
          columns);
    }

    private static boolean isCharset(String name) {
      try {
        return Charset.isSupported(name);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /**
   * The lines of a ticket.
   *
   * @param column JSON array that holds them; absent for a flat line file, where each row is a line
   *     and the rows of one natural key are one ticket
   */
  public record Lines(Optional<String> column, Map<String, FieldMapping> fields) {

    /** The fields that give the amount of a line: a stated total needs no other. */
    Set<String> amountFields() {
      return fields.containsKey(KindFields.LINE_TOTAL)
          ? Set.of(KindFields.LINE_TOTAL)
          : Set.of(KindFields.QUANTITY, KindFields.UNIT_PRICE);
    }
  }

  /**
   * On what terms the data is held.
   *
   * @param basis legal basis, for example {@code contract} or {@code consent}
   * @param purposes what it may be used for
   */
  public record Terms(String basis, List<String> purposes, Duration retention) {}

  public SourceContract {
    requireKnown("fields", fields, kind.fields());
    for (Map.Entry<String, Kind.Rule> rule : kind.fields().entrySet()) {
      if (rule.getValue().isEssential() && !fields.containsKey(rule.getKey())) {
        throw new IllegalArgumentException(
            "'fields' must map '" + rule.getKey() + "', without which a row says nothing");
      }
    }
    for (String key : naturalKey) {
      if (!fields.containsKey(key)) {
        throw new IllegalArgumentException(
            "'natural-key' names '" + key + "', which is not mapped");
      }
    }
    if (!attributes.isEmpty() && kind != Kind.ATTRIBUTES) {
      throw new IllegalArgumentException("'attributes' are for kind attributes");
    }
    if (lines.isPresent()) {
      requireLines(kind, lines.get(), naturalKey);
    }
    if (kind == Kind.CONSENTS) {
      requireDecisions(fields);
    }
    if (freshness.filter(time -> !isWholeDays(time)).isPresent()) {
      throw new IllegalArgumentException("'freshness' must be whole days, such as 1d");
    }
    boolean namesOriginals = fields.containsKey(KindFields.RETURNS_TICKET_NO);
    if (namesOriginals && naturalKey.size() > 1 && !naturalKey.contains(KindFields.TICKET_NO)) {
      throw new IllegalArgumentException(
          "'fields' maps 'returns_ticket_no', so a 'natural-key' of several parts must name"
              + " 'ticket_no': else no return finds its sale");
    }
    double threshold = rejectThreshold.orElse(DEFAULT_REJECT_THRESHOLD);
    if (threshold < 0 || threshold > 1) {
      throw new IllegalArgumentException("'reject-threshold' must lie between 0 and 1");
    }
    TimeFormat.of(deliveredOn);
  }

  /** Rows of one natural key are one ticket. */
  boolean isGrouped() {
    return lines.isPresent() && lines.get().column().isEmpty();
  }

  /** Whether the lines of a ticket carry their number. */
  boolean numbersLines() {
    return lines.isPresent() && lines.get().fields().containsKey(KindFields.LINE_NO);
  }

  double greatestRejectShare() {
    return rejectThreshold.orElse(DEFAULT_REJECT_THRESHOLD);
  }

  /**
   * Whether a delivery is overdue.
   *
   * @param latest day of the last delivery
   * @param lastDayDue the last business day whose files must be there
   */
  public boolean isLate(LocalDate latest, LocalDate lastDayDue) {
    long days = freshness.map(Duration::toDays).orElse(Long.MAX_VALUE);
    return ChronoUnit.DAYS.between(latest, lastDayDue) >= days;
  }

  /** What is to be done about its deliveries, put to whoever answers for them. */
  String ask(String what) {
    return owner.isBlank() ? what : "ask " + owner + " to " + what;
  }

  private static boolean isWholeDays(Duration time) {
    return time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()));
  }

  boolean isRequired() {
    return required.orElse(false);
  }

  private static void requireLines(Kind kind, Lines lines, List<String> naturalKey) {
    if (kind != Kind.TICKETS) {
      throw new IllegalArgumentException("'lines' are for kind tickets");
    }
    requireKnown("lines.fields", lines.fields(), Kind.LINE_FIELDS);
    if (!lines.fields().keySet().containsAll(lines.amountFields())) {
      throw new IllegalArgumentException(
          "'lines.fields' must map 'quantity' and 'unit_price', or 'line_total'");
    }
    if (lines.column().isEmpty() && naturalKey.isEmpty()) {
      throw new IllegalArgumentException("a flat line file needs a 'natural-key' to group by");
    }
  }

  /**
   * A decision must say on what; that of a campaign is on marketing. And it must be understood: a
   * denial in other words is a reject, and never nothing.
   */
  private static void requireDecisions(Map<String, FieldMapping> fields) {
    boolean isCampaign = fields.containsKey(KindFields.RESPONSE);
    boolean hasPurpose = fields.containsKey(KindFields.PURPOSE) || isCampaign;
    boolean hasChannel = fields.containsKey(KindFields.CHANNEL);
    if (fields.containsKey(KindFields.STATE) && !(hasPurpose && hasChannel)) {
      throw new IllegalArgumentException(
          "'fields' maps 'state', so it must map 'purpose' and 'channel': a decision on neither"
              + " forbids nothing");
    }
    if (isCampaign && !hasChannel) {
      throw new IllegalArgumentException(
          "'fields' maps 'response', so it must map 'channel': who unsubscribes withdraws from one");
    }
    for (String decisive : List.of(KindFields.STATE, KindFields.RESPONSE)) {
      if (isLossy(fields.get(decisive))) {
        throw new IllegalArgumentException(
            "'"
                + decisive
                + "' must not have 'unmapped = absent', which would lose a denial in other words:"
                + " in 'values', give a word that decides nothing the value \"\"");
      }
    }
    boolean isDecision = isCampaign || fields.containsKey(KindFields.STATE);
    for (String scope : List.of(KindFields.PURPOSE, KindFields.CHANNEL)) {
      FieldMapping mapping = fields.get(scope);
      if (isDecision && mapping != null && isLossy(mapping) && !mapping.required().orElse(false)) {
        throw new IllegalArgumentException(
            "'"
                + scope
                + "' must not have 'unmapped = absent', which would lose a decision on what stands"
                + " there in other words: map them, or set 'required = true', and such rows are"
                + " rejected");
      }
    }
  }

  private static boolean isLossy(@Nullable FieldMapping mapping) {
    return mapping != null && mapping.unmapped().equals(Optional.of(FieldMapping.Unmapped.ABSENT));
  }

  private static void requireKnown(
      String section, Map<String, FieldMapping> mapped, Map<String, Kind.Rule> known) {
    for (String name : mapped.keySet()) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "'"
                + section
                + "' maps the unknown field '"
                + name
                + "'"
                + NearestName.hint(name, known.keySet()));
      }
    }
  }
}
