package io.tributary.collect;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One declared way to write a day or a time. Strict: the 31st of February is no day, and a pattern
 * never accepts more or fewer digits than it shows.
 *
 * <p>A year of two digits is from 2000 to 2099, or a hundred years earlier where that is too late.
 *
 * <p>A time without offset is local in the source's zone. In a daylight-saving gap or overlap the
 * earlier offset holds, the one before the change.
 */
final class TimeFormat implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Day 0 of spreadsheets that count 1900 as a leap year. */
  private static final LocalDate SERIAL_EPOCH = LocalDate.of(1899, 12, 30);

  private static final Pattern LITERAL = Pattern.compile("'[^']*'");
  private static final Pattern SHORT_YEAR = Pattern.compile("(?<![yu])[yu]{2}(?![yu])");
  private static final Pattern SERIAL = Pattern.compile("\\d{1,6}(\\.\\d+)?");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,14}");
  private static final BigDecimal NANOS_OF_DAY = BigDecimal.valueOf(86_400_000_000_000L);

  private static final int CENTURY = 100;

  /** ISO 8601: a day, a local time, or a time with offset. */
  static final TimeFormat ISO = of("iso");

  private final String pattern;
  private final boolean isShortYear;

  /** Formatters do not serialise: each task makes its own. */
  private transient @Nullable DateTimeFormatter formatter;

  private TimeFormat(String pattern) {
    this.pattern = pattern;
    this.isShortYear = SHORT_YEAR.matcher(LITERAL.matcher(pattern).replaceAll("")).find();
  }

  /**
   * @throws IllegalArgumentException when it is neither a date pattern nor a name
   */
  static TimeFormat of(String pattern) {
    TimeFormat format = new TimeFormat(pattern);
    try {
      format.formatter();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + pattern + "' is no date pattern", e);
    }
    return format;
  }

  /**
   * The day that a text names; of a time, its local day as written.
   *
   * @param latest the day can be no later, where its year has two digits; null = any
   */
  Optional<LocalDate> day(String text, @Nullable LocalDate latest) {
    return local(text, latest).map(LocalDateTime::toLocalDate);
  }

  /**
   * The point in time that a text names.
   *
   * @param latest its day can be no later, where the year has two digits; null = any
   */
  Optional<Instant> instant(String text, ZoneId zone, @Nullable LocalDate latest) {
    if (pattern.startsWith("epoch-")) {
      return epoch(text);
    }
    if (pattern.equals("excel-serial")) {
      return serial(text).map(local -> instant(local, zone));
    }
    return parse(text, latest)
        .map(
            parsed ->
                parsed instanceof OffsetDateTime moment
                    ? moment.toInstant()
                    : instant(local(parsed), zone));
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    // In an overlap this takes the earlier offset; in a gap it moves the local time on by the gap,
    // which is the same instant as the local time at the offset before the gap.
    return ZonedDateTime.of(local, zone).toInstant();
  }

  private Optional<LocalDateTime> local(String text, @Nullable LocalDate latest) {
    if (pattern.equals("excel-serial")) {
      return serial(text);
    }
    return pattern.startsWith("epoch-")
        ? Optional.empty()
        : parse(text, latest).map(TimeFormat::local);
  }

  private static LocalDateTime local(TemporalAccessor parsed) {
    if (parsed instanceof OffsetDateTime moment) {
      return moment.toLocalDateTime();
    }
    return parsed instanceof LocalDateTime local ? local : ((LocalDate) parsed).atStartOfDay();
  }

  private Optional<TemporalAccessor> parse(String text, @Nullable LocalDate latest) {
    try {
      TemporalAccessor parsed =
          formatter().parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      boolean isTooLate = isShortYear && latest != null && LocalDate.from(parsed).isAfter(latest);
      return Optional.of(isTooLate ? ((Temporal) parsed).minus(CENTURY, ChronoUnit.YEARS) : parsed);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> epoch(String text) {
    if (!EPOCH.matcher(text).matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    return Optional.of(
        pattern.equals("epoch-millis")
            ? Instant.ofEpochMilli(number)
            : Instant.ofEpochSecond(number));
  }

  private static Optional<LocalDateTime> serial(String text) {
    if (!SERIAL.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal days = new BigDecimal(text);
    BigDecimal fraction = days.remainder(BigDecimal.ONE).multiply(NANOS_OF_DAY);
    // A spreadsheet stores a fraction of a day in binary: the nearest second is what was typed.
    return Optional.of(
        SERIAL_EPOCH
            .plusDays(days.longValue())
            .atStartOfDay()
            .plusNanos(fraction.setScale(0, RoundingMode.HALF_UP).longValue())
            .plusNanos(500_000_000)
            .truncatedTo(ChronoUnit.SECONDS));
  }

  private DateTimeFormatter formatter() {
    DateTimeFormatter ready = formatter;
    if (ready == null) {
      ready =
          switch (pattern) {
            case "iso", "excel-serial", "epoch-seconds", "epoch-millis" -> iso();
            // English, because logs abbreviate months in English and the root locale knows no
            // names.
            // "y" is a year of an era, which a strict formatter wants named: "u" is the plain year.
            default ->
                DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
          };
      formatter = ready;
    }
    return ready;
  }

  private static DateTimeFormatter iso() {
    return new DateTimeFormatterBuilder()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .optionalStart()
        .appendPattern("['T'][ ]")
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalStart()
        .appendPattern("[XXX][XX][X]")
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
