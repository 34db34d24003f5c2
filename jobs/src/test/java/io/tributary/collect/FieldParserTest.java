package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldParserTest {
  private static final ZoneId HO_CHI_MINH = ZoneId.of("Asia/Ho_Chi_Minh");

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1250000 | '' | 1250000",
        "1250.50 | '' | 1250.5",
        "-3.10 | '' | -3.1",
        "0.00 | '' | 0",
        "+7 | '' | 7",
        "1.250 | '' | 1.25",
        "1.250.000 | '' | !undeclared-grouping",
        "1,250,000 | '' | !undeclared-grouping",
        "1.250.000,00 | ,. | 1250000",
        "1.250.000 ₫ | ,. | 1250000",
        "12.50 | ,. | !wrong-grouping",
        "1.2500 | ,. | !wrong-grouping",
        ".500 | ,. | !wrong-grouping",
        "1,250,000.00 | ,. | !undeclared-grouping",
        "1,5 | ,. | 1.5",
        "59.000,00 | ,. | 59000",
        "1 250 | '' | !undeclared-grouping",
        "năm mươi | '' | !not-a-number",
        "- | '' | !not-a-number",
        "5. | '' | !undeclared-grouping",
        "1.25E+06 | '' | !destroyed-by-spreadsheet",
        "1234567890123456789 | '' | !too-many-digits",
      })
  void readsNumbersByTheirDeclaredSigns(String text, String signs, String expected) {
    String declared =
        signs.isEmpty()
            ? ""
            : "decimal = \"%s\", grouping = \"%s\"".formatted(signs.charAt(0), signs.charAt(1));
    assertThat(parse(FieldType.DECIMAL, declared, text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-08 | iso | 2026-11-08",
        "08/11/2026 | dd/MM/yyyy | 2026-11-08",
        "8/11/2026 | dd/MM/yyyy | !not-a-date",
        "8/11/2026 | dd/MM/yyyy;d/M/yyyy | 2026-11-08",
        "31/02/1990 | dd/MM/yyyy | !not-a-date",
        "11/08/2026 | dd/MM/yyyy;MM/dd/yyyy | 2026-08-11",
        "01/01/0026 | dd/MM/yyyy | !implausible-date",
        "46334 | excel-serial | 2026-11-08",
        "60 | excel-serial | 1900-02-28",
        "46334 | dd/MM/yyyy | !not-a-date",
        "2026-11-08T23:30:00-05:00 | iso | 2026-11-08",
      })
  void readsDaysByTheirDeclaredPatterns(String text, String formats, String expected) {
    assertThat(parse(FieldType.DATE, formats(formats), text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} as {1} in {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-08T10:15:00+07:00 | iso | UTC | 2026-11-08T03:15:00Z",
        "2026-11-08T10:15:00.1234Z | iso | UTC | 2026-11-08T10:15:00.123Z",
        "2026-11-08 10:15:00 | iso | Asia/Ho_Chi_Minh | 2026-11-08T03:15:00Z",
        "2026-11-08 10:15:00 | yyyy-MM-dd HH:mm:ss | Asia/Ho_Chi_Minh | 2026-11-08T03:15:00Z",
        "08/11/2026 10:15 | dd/MM/yyyy HH:mm | Asia/Ho_Chi_Minh | 2026-11-08T03:15:00Z",
        "08/11/2026 | dd/MM/yyyy | Asia/Ho_Chi_Minh | 2026-11-07T17:00:00Z",
        "08/Nov/2026:10:15:00 +0700 | dd/MMM/yyyy:HH:mm:ss Z | UTC | 2026-11-08T03:15:00Z",
        "46334.5 | excel-serial | UTC | 2026-11-08T12:00:00Z",
        "1794100500 | epoch-seconds | UTC | 2026-11-08T01:15:00Z",
        "1794100500123 | epoch-millis | UTC | 2026-11-08T01:15:00.123Z",
        "hôm qua | iso | UTC | !not-a-time",
        "24:00 | iso | UTC | !not-a-time",
        // New York leaves summer time: 01:30 occurs at -04:00 and at -05:00.
        "2026-11-01 01:30:00 | iso | America/New_York | 2026-11-01T05:30:00Z",
        // New York enters summer time: 02:30 never occurs; before the gap the offset is -05:00.
        "2026-03-08 02:30:00 | iso | America/New_York | 2026-03-08T07:30:00Z",
      })
  void readsTimesAtTheEarlierOffset(String text, String formats, String zone, String expected) {
    assertThat(parse(FieldType.INSTANT, formats(formats), text, ZoneId.of(zone)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "TEXT | '' | ' Hòa ' | Hòa",
        "TEXT | 'trim = false' | ' Hòa ' | ' Hòa '",
        "TEXT | '' | '' | absent",
        "TEXT | '' | 'NULL' | absent",
        "TEXT | 'required = true' | '  ' | !required",
        "TEXT | 'values { Nam = M }' | Nam | M",
        "TEXT | 'values { Nam = M }' | nam | !not-allowed",
        "TEXT | 'values { Nam = M }, unmapped = absent' | nam | absent",
        "TEXT | 'values { Nam = M }, unmapped = keep' | nam | nam",
        "PHONE | '' | 0912 345 678 (Zalo) | 0912 345 678 (Zalo)",
        "PHONE | '' | 9.12E+08 | 9.12E+08",
        "INTEGER | '' | 007 | 7",
        "INTEGER | '' | -7 | -7",
        "INTEGER | '' | 7.0 | !not-a-whole-number",
        "INTEGER | '' | 12345678901234567890 | !too-many-digits",
        "BOOLEAN | '' | 1 | true",
        "BOOLEAN | '' | false | false",
        "BOOLEAN | '' | yes | !not-a-boolean",
        "BOOLEAN | 'values { yes = true }' | yes | true",
        "IDENTIFIER | '' | KH1 | own:KH1",
        "IDENTIFIER | 'namespace = loyalty' | 893 | loyalty:893",
        "IDENTIFIER | 'namespace = loyalty' | 8.93E+12 | !destroyed-by-spreadsheet",
        "SUBJECT | '' | 0912345678 | 0912345678",
        "SUBJECT | '' | 8.93E+12 | !destroyed-by-spreadsheet",
        "IDENTIFIER | 'scoped = true' | oa1:z7 | oa1:z7",
        "IDENTIFIER | 'scoped = true' | z7 | !no-scope",
        "IDENTIFIER | 'scoped = true' | 'oa1:' | !no-scope",
      })
  void readsOtherTypes(FieldType type, String declared, String text, String expected) {
    assertThat(parse(type, declared, text)).isEqualTo(expected);
  }

  /** A choice is known in any case, also where synonyms are mapped and others are let go. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Unsubscribed | '' | unsubscribed",
        "granted | '' | GRANTED",
        "unsubscribe | '' | !not-allowed",
        "unsubscribe | 'values { unsubscribe = unsubscribed }' | unsubscribed",
        "unsubscribe | 'values { unsubscribe = Unsubscribed }' | unsubscribed",
        "UNSUBSCRIBED | 'values { unsubscribe = unsubscribed }' | unsubscribed",
        "Granted | 'values { no = \"\" }, unmapped = absent' | GRANTED",
        "maybe | 'values { no = \"\" }, unmapped = absent' | absent",
        "maybe | 'values { no = \"\" }, unmapped = keep' | !not-allowed",
        "'' | 'values { \"\" = \"\" }' | absent",
      })
  void knowsAChoiceInAnyCase(String text, String declared, String expected) {
    Kind.Rule rule = new Kind.Rule(FieldType.TEXT, Set.of("unsubscribed", "GRANTED"), false);
    assertThat(parse(rule, declared, text, HO_CHI_MINH)).isEqualTo(expected);
  }

  /** Delivered on 8 November 2026. */
  @ParameterizedTest(name = "{0} {1} as {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "birth_date | DATE | dd/MM/yy | 15/03/85 | 1985-03-15",
        "birth_date | DATE | dd/MM/yy | 08/11/26 | 2026-11-08",
        "birth_date | DATE | dd/MM/yy | 09/11/26 | 1926-11-09",
        "birth_date | DATE | dd/MM/yy | 29/02/28 | 1928-02-29",
        "birth_date | DATE | dd/MM/uu | 15/03/85 | 1985-03-15",
        "birth_date | DATE | dd/MM/yy | 15/03/1985 | !not-a-date",
        "birth_date | DATE | dd/MM/yyyy | 15/03/2085 | 2085-03-15",
        "rate_on | DATE | dd/MM/yy | 09/11/26 | 2026-11-09",
        "rate_on | DATE | dd/MM/yy | 08/11/46 | 2046-11-08",
        "issued_on | DATE | dd/MM/yy | 01/12/98 | 1998-12-01",
        "occurred_at | INSTANT | dd/MM/yy HH:mm | 08/11/26 10:15 | 2026-11-08T03:15:00Z",
        "occurred_at | INSTANT | dd/MM/yy HH:mm | 01/12/98 10:15 | 1998-12-01T03:15:00Z",
        "occurred_at | INSTANT | dd/MM/yy HH:mm XXX | 01/12/98 10:15 Z | 1998-12-01T10:15:00Z",
      })
  void findsTheCenturyOfAYearOfTwoDigits(
      String field, FieldType type, String format, String text, String expected) {
    FieldMapping mapping =
        Settings.of("field { column = c, " + formats(format) + " }")
            .bind("field", FieldMapping.class);
    Kind.Rule rule = new Kind.Rule(type, Set.of(), false);
    assertThat(parse(field, rule, mapping, text, HO_CHI_MINH)).isEqualTo(expected);
  }

  private static String formats(String patterns) {
    return "formats = [\"" + patterns.replace(";", "\", \"") + "\"]";
  }

  private static String parse(FieldType type, String declared, String text) {
    return parse(type, declared, text, HO_CHI_MINH);
  }

  private static String parse(FieldType type, String declared, String text, ZoneId zone) {
    return parse(new Kind.Rule(type, Set.of(), false), declared, text, zone);
  }

  /** The canonical text, {@code absent}, or the broken rule behind an exclamation mark. */
  private static String parse(Kind.Rule rule, String declared, String text, ZoneId zone) {
    FieldMapping mapping =
        Settings.of("field { column = c, " + declared + " }").bind("field", FieldMapping.class);
    return parse("field", rule, mapping, text, zone);
  }

  private static String parse(
      String field, Kind.Rule rule, FieldMapping mapping, String text, ZoneId zone) {
    FieldParser parser =
        new FieldParser(
            field,
            rule,
            mapping,
            mapping.required().orElse(false),
            new FieldParser.Defaults(zone, "own", Set.of("NULL")));
    Outcome outcome = parser.parse(Map.of("c", text), LocalDate.parse("2026-11-08"));
    if (outcome.rule() != null) {
      return "!" + outcome.rule();
    }
    return outcome.value() == null ? "absent" : outcome.value();
  }
}
