package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  private static final Pattern TICKET = Pattern.compile("\"(?:ticket_no)\":\"([^\"]+)\"");
  private static final Pattern ORDER = Pattern.compile("\"order_id\":\"([^\"]+)\"");
  private static final Pattern ACCOUNT = Pattern.compile("\"account\":\"([^\"]+)\"");
  private static final Set<String> BROKEN =
      Set.of(
          "WRONG_TYPE",
          "MISSING_REQUIRED",
          "TOO_FEW_COLUMNS",
          "TOO_MANY_COLUMNS",
          "BAD_JSON",
          "SPREADSHEET_CARD",
          "WRONG_GROUPING",
          "MALFORMED_LOG_LINE");

  @TempDir static Path temp;
  private static Path out;

  @BeforeAll
  static void generate() {
    out = GeneratedFiles.generate(temp.resolve("vi"), 3_500, 3, Generator.Locale.VI, 2);
  }

  @Test
  void givesTheSameBytesWithOneThreadAndWithFour() {
    Path one = GeneratedFiles.generate(temp.resolve("one"), 3_500, 2, Generator.Locale.MIXED, 1);
    Path four = GeneratedFiles.generate(temp.resolve("four"), 3_500, 2, Generator.Locale.MIXED, 4);
    assertSame(GeneratedFiles.contents(one), GeneratedFiles.contents(four));
  }

  static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(expected.get(file)));
  }

  @Test
  void drawsOtherCustomersForAnotherSeed() {
    Path other = temp.resolve("other");
    new Generator()
        .generate(
            new Generator.Options(
                100, 1, 7, Generator.Locale.VI, other, GeneratedFiles.FIRST_NIGHT, 1));
    Path same = GeneratedFiles.generate(temp.resolve("same"), 100, 1, Generator.Locale.VI, 1);
    String file = "landing/crm/customers_2026-11-08.csv";
    assertThat(GeneratedFiles.lines(other, file)).isNotEqualTo(GeneratedFiles.lines(same, file));
  }

  @Test
  void namesAboutFourInTenNguyen() {
    List<String[]> rows = customers(out);
    long nguyen = rows.stream().filter(row -> Typing.slug(row[1]).startsWith("nguyen")).count();
    // Clerks' forms of address leave out the family name in about 5 %.
    assertThat((double) nguyen / rows.size()).isBetween(0.34, 0.43);
  }

  @Test
  void leavesSixInTenWithPhoneAndWithoutEmail() {
    List<String[]> rows = customers(out);
    long phoneOnly = rows.stream().filter(row -> !row[4].isEmpty() && row[2].isEmpty()).count();
    assertThat((double) phoneOnly / rows.size()).isBetween(0.56, 0.64);
  }

  @Test
  void mixesInOtherCountriesWithMoreEmails() {
    Path mixed =
        GeneratedFiles.generate(temp.resolve("mixed"), 2_000, 1, Generator.Locale.MIXED, 2);
    List<String[]> western =
        customers(mixed).stream().filter(row -> !row[13].equals("VN")).toList();
    assertThat((double) western.size() / customers(mixed).size()).isBetween(0.33, 0.47);
    assertThat(western.stream().filter(row -> !row[2].isEmpty()).count())
        .isGreaterThan(western.size() * 8L / 10);
    assertThat(western).extracting(row -> row[13]).contains("US", "GB", "FR", "DE");
  }

  /** The CRM's first night without its broken rows; no generated cell holds a comma. */
  private static List<String[]> customers(Path root) {
    return GeneratedFiles.lines(root, "landing/crm/customers_2026-11-08.csv").stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(row -> row[0].startsWith("KH"))
        .toList();
  }

  @Test
  void statesTheTruthOfEveryRecord() {
    Set<String> known = new HashSet<>();
    Set<String> households = new HashSet<>();
    truth("truth/customers.csv", known);
    truth("truth/households.csv", households);
    Set<String> keys = delivered();
    assertThat(keys).hasSizeGreaterThan(10_000);
    assertThat(keys).isSubsetOf(known);
    assertThat(known).as("no truth without a record").isSubsetOf(keys);
    assertThat(households).isEqualTo(known);
  }

  private static void truth(String file, Set<String> keys) {
    for (String line :
        GeneratedFiles.lines(out, file).subList(1, GeneratedFiles.lines(out, file).size())) {
      assertThat(keys.add(line.substring(0, line.indexOf(',')))).as(line).isTrue();
      assertThat(line).matches("[^,]+,[EH]\\d{8},(CRM|CARD|LOGIN|TICKET)");
    }
  }

  private static Set<String> delivered() {
    Map<String, Set<Integer>> broken = new HashMap<>();
    GeneratedFiles.lines(out, "truth/cases.csv").stream()
        .map(line -> line.split(",", -1))
        .filter(found -> BROKEN.contains(found[0]) && !found[2].isEmpty())
        .forEach(
            f -> broken.computeIfAbsent(f[1], file -> new HashSet<>()).add(Integer.valueOf(f[2])));
    Set<String> keys = new HashSet<>();
    for (String file : GeneratedFiles.contents(out).keySet()) {
      if (file.endsWith(".parquet")) {
        continue;
      }
      List<String> lines = GeneratedFiles.lines(out, file);
      for (int i = 0; i < lines.size(); i++) {
        if (!broken.getOrDefault(file, Set.of()).contains(i + 1)) {
          keys.addAll(keys(file, i, lines.get(i)));
        }
      }
    }
    return keys;
  }

  private static List<String> keys(String file, int at, String line) {
    if (file.contains("/crm/")) {
      return at == 0 ? List.of() : List.of("crm:" + line.substring(0, line.indexOf(',')));
    }
    if (file.contains("/loyalty/")) {
      return at == 0 ? List.of() : List.of("loyalty:" + line.substring(0, line.indexOf(';')));
    }
    if (file.contains("/marketplace/")) {
      return at < 2 ? List.of() : List.of("marketplace:" + line.substring(0, line.indexOf(';')));
    }
    List<String> keys = new ArrayList<>();
    if (file.contains("/pos/")) {
      find(TICKET, line).map(no -> "pos:" + no).forEach(keys::add);
    }
    if (file.contains("/shop/")) {
      find(ORDER, line).map(no -> "shop:" + no).forEach(keys::add);
    }
    if (file.contains("/shop/") || file.contains("/web/")) {
      find(ACCOUNT, line).map(account -> "shop:" + account).forEach(keys::add);
    }
    return keys;
  }

  private static Stream<String> find(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty();
  }

  @Test
  void deliversEveryDirtyCase() {
    Set<String> found = new HashSet<>();
    GeneratedFiles.lines(out, "truth/cases.csv")
        .forEach(line -> found.add(line.substring(0, line.indexOf(','))));
    assertThat(found)
        .contains(Stream.of(DirtyCase.values()).map(Enum::name).toArray(String[]::new));
  }

  @Test
  void pointsAtTheLineOfADirtyCase() {
    for (String line : GeneratedFiles.lines(out, "truth/cases.csv")) {
      String[] found = line.split(",", -1);
      if (found[0].equals("EMAIL_IN_REFERRER") || found[0].equals("SPREADSHEET_CARD")) {
        String text = GeneratedFiles.lines(out, found[1]).get(Integer.parseInt(found[2]) - 1);
        assertThat(text).containsAnyOf("%40", "8.93E+12");
      }
    }
  }

  @Test
  void resendsAFileUnderAnotherNameAndReplacesOneUnderItsOwn() {
    Map<String, byte[]> contents = GeneratedFiles.contents(out);
    assertThat(contents.get("landing/pos/tickets_2026-11-10_resent.jsonl"))
        .isEqualTo(contents.get("landing/pos/tickets_2026-11-09.jsonl"));
    assertThat(contents.get("landing/crm/customers_2026-11-09_copy.csv"))
        .isEqualTo(contents.get("landing/crm/customers_2026-11-09.csv"));
    List<String> first = GeneratedFiles.lines(out, "landing/weblog/access_2026-11-08.log");
    List<String> grown =
        GeneratedFiles.lines(out, "overlays/2026-11-09/weblog/access_2026-11-08.log");
    assertThat(grown)
        .hasSizeGreaterThan(first.size())
        .containsAll(first.stream().filter(line -> !line.contains("nginx:")).toList());
    assertThat(contents.get("overlays/2026-11-09/pos/tickets_2026-11-08.jsonl"))
        .isNotEqualTo(contents.get("landing/pos/tickets_2026-11-08.jsonl"));
  }
}
