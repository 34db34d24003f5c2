package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The provinces of a country, read from {@code conf/places/<country>.csv}: any spelling, old or
 * new, leads to the province that exists today. An old and a new spelling of one place are
 * therefore equal, neither a move nor evidence.
 */
public final class Places implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Field names of the struct in {@link #find(Column)}. */
  public static final String CODE = "code";

  public static final String NAME = "name";
  public static final String REGION = "region";

  /** STRUCT&lt;code STRING, name STRING, region STRING&gt;. */
  public static final StructType TYPE =
      DataTypes.createStructType(
          new StructField[] {
            DataTypes.createStructField(CODE, DataTypes.StringType, false),
            DataTypes.createStructField(NAME, DataTypes.StringType, false),
            DataTypes.createStructField(REGION, DataTypes.StringType, false)
          });

  private static final List<String> COLUMNS = List.of(CODE, NAME, REGION, "merged", "aliases");

  private static final Pattern WORDS_FOR_PLACE =
      Pattern.compile("^(thanh pho|tinh|tp|t p|city of|province of) (?=\\S)| (city|province)$");

  private static final Pattern COUNTRY =
      Pattern.compile("(?U)[,\\s]+(vi[ệe]t ?nam|vn)\\.?$", Pattern.CASE_INSENSITIVE);

  private final HashMap<String, Place> places;

  private Places(HashMap<String, Place> places) {
    this.places = places;
  }

  /**
   * A province of today.
   *
   * @param code the country's official code
   * @param region the part of the country that it belongs to
   */
  public record Place(String code, String name, String region) implements Serializable {}

  /**
   * Reads the text of a place file.
   *
   * @throws IllegalArgumentException if a spelling would lead to two provinces
   */
  public static Places of(String csv) {
    HashMap<String, Place> places = new HashMap<>();
    for (Map<String, String> row : ReferenceRows.parse(csv, COLUMNS)) {
      Place place = new Place(cell(row, CODE), cell(row, NAME), cell(row, REGION));
      Stream.of(cell(row, NAME), cell(row, "merged"), cell(row, "aliases"))
          .flatMap(cell -> Stream.of(cell.split(";")))
          .filter(spelling -> !spelling.isBlank())
          .forEach(spelling -> add(places, spelling, place));
    }
    return new Places(places);
  }

  private static void add(Map<String, Place> places, String spelling, Place place) {
    Place other = places.put(key(spelling), place);
    if (other != null && !other.equals(place)) {
      throw new IllegalArgumentException(
          "%s is a spelling of both %s and %s".formatted(spelling, other.name(), place.name()));
    }
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  /** The province named by a text, or by the last part of an address line; null if unknown. */
  public @Nullable Place find(@Nullable String text) {
    String clean = Text.clean(text);
    if (clean == null) {
      return null;
    }
    Place whole = places.get(key(clean));
    if (whole != null) {
      return whole;
    }
    String address = COUNTRY.matcher(clean).replaceFirst("");
    return places.get(key(address.substring(address.lastIndexOf(',') + 1)));
  }

  /**
   * Letters only, because clerks write {@code TP.HCM}, {@code Tp Hcm} and {@code Đak Lak} or {@code
   * Daklak}.
   */
  private static String key(String spelling) {
    String words = String.join(" ", Text.words(Text.fold(spelling)));
    return words.indexOf(' ') < 0
        ? words
        : WORDS_FOR_PLACE.matcher(words).replaceAll("").replace(" ", "");
  }

  /** {@link #find(String)} of a STRING column: a column of {@link #TYPE}, null where unknown. */
  public Column find(Column text) {
    // No built-in folds diacritics; a join on every spelling would need the folded text as well.
    UDF1<String, Row> find = spelling -> row(find(spelling));
    return udf(find, TYPE).apply(text);
  }

  private static @Nullable Row row(@Nullable Place place) {
    return place == null ? null : RowFactory.create(place.code(), place.name(), place.region());
  }
}
