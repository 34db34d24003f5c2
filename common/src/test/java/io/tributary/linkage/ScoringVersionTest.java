package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of pairs says with which rules it was found. */
class ScoringVersionTest {
  /** Of {@link Scorer#VERSION}: who changes one changes the other. */
  private static final String DIGEST = "4121c188bbe24866";

  private static final List<String> COLUMNS =
      List.of(
          "full_name",
          "country",
          "dob",
          "gender",
          "address",
          "city",
          "postal_code",
          "email",
          "phone",
          "national_id");

  @Test
  void whateverChangesABlockALevelOrAWeightRaisesTheVersion() throws Exception {
    Table table = table();
    Schema schema = schema(table);
    List<LinkRecord> records = RecordReader.read(schema, table);
    Model model = model(schema.fields());
    BlockingKeys keys = new BlockingKeys(model.fields(), Blocking.AUTOMATIC, model.frequentKeys());
    Scorer scorer = new Scorer(model);
    StringBuilder said = new StringBuilder();
    for (LinkRecord left : records) {
      for (long key : keys.of(left)) {
        said.append(key).append(' ');
      }
      for (LinkRecord right : records) {
        long pattern = scorer.comparisons().pattern(left, right);
        said.append(scorer.comparisons().describe(pattern))
            .append(Math.round(1e6 * scorer.weight(pattern, left, right)));
      }
    }

    try (InputStream nicknames = Scorer.class.getResourceAsStream("nicknames.csv")) {
      said.append(new String(nicknames.readAllBytes(), StandardCharsets.UTF_8));
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(said.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(HexFormat.of().formatHex(digest).substring(0, 16))
        .as("Another digest is another way to compare: raise Scorer.VERSION, then note it here")
        .isEqualTo(DIGEST);
    assertThat(Scorer.VERSION).isEqualTo(1);
  }

  /** Two languages, every kind of field, and the errors that the comparisons know. */
  private static Table table() {
    List<@Nullable String[]> rows = new ArrayList<>();
    add(
        rows,
        "Nguyễn Thị Lan|VN|1990-01-05|nu|12 Lê Lợi|Huế|530000|lan.ng@mail.vn|0901234567|079190000001");
    add(
        rows,
        "nguyen thi lan|VN|1990-05-01|f|so 12 duong le loi|hue||lan.ng@mail.com|+84901234567|");
    add(rows, "Nguyễn Lam|VN|1990-01-15|nu|12 Le Lai|Huế|530000||0901234568|079190000010");
    add(rows, "Trần Văn Lan|VN|1971-12-31||7 Hai Bà Trưng|Hà Nội|100000|tran@mail.vn|0912000000|");
    add(rows, "Lan|||nu||||lan.ng@mail.vn||");
    add(
        rows,
        "Robert Smith|US|27/03/1981|m|12 High Street Flat 3|Boston|02108|rob@x.org|6175550101|");
    add(rows, "Bob Smyth|US|1981-03-27|male|12 high street|boston|02109|r.smith@x.org|6175550102|");
    add(rows, "Smith Robert A.|US|1981-03-28||High Streat 12|Bostn|02108|rob@y.org||");
    add(rows, "Mary Ann Smith|US|1983-07-04|f|12 High Street Flat 3|Boston|02108||6175550101|");
    add(rows, "Maria Schmidt|DE|1856-85-27|f|Am Markt 1|Weimar|99423|||");
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add("r" + ids.size()));
    return new Table("t", COLUMNS, ids, rows);
  }

  private static void add(List<@Nullable String[]> rows, String line) {
    String[] cells = line.split("\\|", -1);
    for (int c = 0; c < cells.length; c++) {
      cells[c] = cells[c].isEmpty() ? null : cells[c];
    }
    rows.add(cells);
  }

  private static Schema schema(Table table) {
    Map<String, Role> roles =
        Map.of(
            "full_name", Role.FULL_NAME,
            "country", Role.COUNTRY,
            "dob", Role.BIRTH_DATE,
            "gender", Role.GENDER,
            "address", Role.ADDRESS,
            "city", Role.CITY,
            "postal_code", Role.POSTAL_CODE,
            "email", Role.EMAIL,
            "phone", Role.PHONE,
            "national_id", Role.NATIONAL_ID);
    return new Schema(
        List.of(
            new Field("given_name", FieldKind.GIVEN_NAME),
            new Field("family_name", FieldKind.FAMILY_NAME),
            new Field("other_names", FieldKind.OTHER_NAMES),
            new Field("birth_date", FieldKind.BIRTH_DATE),
            new Field("gender", FieldKind.GENDER),
            new Field("address", FieldKind.ADDRESS),
            new Field("city", FieldKind.TEXT),
            new Field("postal_code", FieldKind.POSTAL_CODE),
            new Field("email", FieldKind.EMAIL),
            new Field("phone", FieldKind.PHONE),
            new Field("national_id", FieldKind.IDENTIFIER)),
        Map.of(table.name(), roles));
  }

  /** Chances made up, so that no change of training shows here. */
  private static Model model(List<Field> fields) {
    List<Comparison> comparisons = new ArrayList<>(Comparisons.single(fields.subList(0, 9)));
    comparisons.add(new Comparison("phone and id", List.of(9, 10)));
    Comparisons named = new Comparisons(fields, comparisons);
    List<LevelChances> levels = new ArrayList<>();
    for (int c = 0; c < comparisons.size(); c++) {
      int n = named.levelNames(c).size();
      double all = n * (n + 1) / 2.0;
      double[] rising = new double[n];
      double[] falling = new double[n];
      double[] even = new double[n];
      for (int level = 0; level < n; level++) {
        rising[level] = (level + 1) / all;
        falling[n - 1 - level] = (level + 1) / all;
        even[level] = 1.0 / n;
      }
      levels.add(new LevelChances(rising, falling, even));
    }
    List<Frequencies> frequencies = new ArrayList<>();
    fields.forEach(
        field -> frequencies.add(new Frequencies(sorted("lan", "smith"), shares(), 0.001, 0.01)));
    long johnSmith = Hash.of(Hash.of("robert"), Hash.of("smith"));
    return new Model(
        fields,
        sorted(Hash.of(0, Hash.of("LN")), Hash.of(0, Hash.of("SM0"))),
        frequencies,
        new Frequencies(new long[] {johnSmith}, new float[] {0.01f}, 0, 1),
        comparisons,
        levels,
        1e-3,
        1e-3,
        1);
  }

  private static float[] shares() {
    return new float[] {0.02f, 0.05f};
  }

  private static long[] sorted(String one, String other) {
    return sorted(Hash.of(one), Hash.of(other));
  }

  private static long[] sorted(long one, long other) {
    return new long[] {Math.min(one, other), Math.max(one, other)};
  }
}
