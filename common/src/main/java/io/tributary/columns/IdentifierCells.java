package io.tributary.columns;

import static org.apache.spark.sql.functions.udf;

import io.tributary.columns.Phone.Flag;
import io.tributary.tables.silver.Identifiers;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What identifies somebody in the cells of a delivered row: ids with their namespace, e-mail
 * addresses and telephone numbers. All cells of a row are read in one go, each once.
 */
public final class IdentifierCells implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Namespace of e-mail addresses and telephone numbers, which mean one thing everywhere. */
  public static final String GLOBAL = "global";

  /** Namespace of contact points that could not be read: kept for a steward, they link nobody. */
  public static final String AS_DELIVERED = "as-delivered";

  public static final String EMAIL = "email";
  public static final String PHONE = "phone";

  /** Field names of the struct in {@link #read(List, Column, Column, Column, Column, Column)}. */
  public static final String IDENTIFIERS = "identifiers";

  public static final String UNUSABLE = "unusable";
  public static final String FLAGS = "flags";

  private static final String EMAIL_INVALID = "EMAIL_INVALID";
  private static final String OF_PHONE = "PHONE_";

  /** ARRAY&lt;STRUCT&lt;type, namespace, value&gt;&gt;. */
  public static final DataType LIST =
      DataTypes.createArrayType(
          new StructType()
              .add(Identifiers.TYPE, DataTypes.StringType)
              .add(Identifiers.NAMESPACE, DataTypes.StringType)
              .add(Identifiers.VALUE, DataTypes.StringType));

  private static final StructType TYPE =
      new StructType()
          .add(IDENTIFIERS, LIST)
          .add(UNUSABLE, LIST)
          .add(FLAGS, DataTypes.createArrayType(DataTypes.StringType));

  private final Phones phones;

  public IdentifierCells(Phones phones) {
    this.phones = phones;
  }

  /** One identifier in normal form, or an unusable cell in display form. */
  public record Identifier(String type, String namespace, String value) {

    private Row row() {
      return RowFactory.create(type, namespace, value);
    }
  }

  /**
   * @param identifiers in the order written: ids, addresses, numbers
   * @param unusable contact cells that hold no usable value: addresses, numbers
   * @param flags what could not be used, {@code EMAIL_INVALID} or {@code PHONE_DESTROYED} and the
   *     like for each number that gives no identifier; never the value
   */
  public record Found(List<Identifier> identifiers, List<Identifier> unusable, List<String> flags) {

    private Row row() {
      return RowFactory.create(rows(identifiers), rows(unusable), flags);
    }

    private static List<Row> rows(List<Identifier> list) {
      return list.stream().map(Identifier::row).toList();
    }
  }

  /**
   * Reads the cells of one row; a cell that shows nothing is none.
   *
   * @param types of the ids, one for each of {@code scoped}
   * @param scoped canonical texts {@code namespace:value}, or null
   * @param country see {@link Phones#parse(String, String, LocalDate)}
   * @param recordedOn see there
   */
  public Found read(
      List<String> types,
      List<@Nullable String> scoped,
      List<@Nullable String> emails,
      List<@Nullable String> phones,
      @Nullable String country,
      @Nullable LocalDate recordedOn) {
    Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < scoped.size(); i++) {
      readScoped(types.get(i), scoped.get(i), found);
    }
    for (String cell : emails) {
      readEmails(cell, found);
    }
    for (String cell : phones) {
      readPhones(cell, this.phones.parse(cell, country, recordedOn), found);
    }
    return found;
  }

  private static void readScoped(String type, @Nullable String canonical, Found found) {
    int colon = canonical == null ? -1 : canonical.indexOf(':');
    if (canonical != null && colon >= 0 && colon + 1 < canonical.length()) {
      found.identifiers.add(
          new Identifier(type, canonical.substring(0, colon), canonical.substring(colon + 1)));
    }
  }

  private static void readEmails(@Nullable String cell, Found found) {
    List<String> addresses = Emails.all(cell);
    for (String address : addresses) {
      found.identifiers.add(new Identifier(EMAIL, GLOBAL, address));
    }
    if (addresses.isEmpty() && addUnusable(EMAIL, cell, found)) {
      found.flags.add(EMAIL_INVALID);
    }
  }

  private static void readPhones(@Nullable String cell, List<Phone> numbers, Found found) {
    boolean isUsable = false;
    for (Phone number : numbers) {
      if (number.e164() != null) {
        found.identifiers.add(new Identifier(PHONE, GLOBAL, number.e164()));
        isUsable = true;
      }
      if (number.flag() != Flag.OK && number.flag() != Flag.MIGRATED) {
        found.flags.add(OF_PHONE + number.flag().name());
      }
    }
    if (!isUsable) {
      addUnusable(PHONE, cell, found);
    }
  }

  private static boolean addUnusable(String type, @Nullable String cell, Found found) {
    String shown = Text.clean(cell);
    return shown != null && found.unusable.add(new Identifier(type, AS_DELIVERED, shown));
  }

  /**
   * {@link #read(List, List, List, List, String, LocalDate)} of columns.
   *
   * @param scoped ARRAY&lt;STRING&gt;, as the next two; null is an empty one
   * @param country STRING
   * @param recordedOn DATE
   * @return STRUCT&lt;identifiers, unusable: {@link #LIST}, flags: ARRAY&lt;STRING&gt;&gt;
   */
  public Column read(
      List<String> types,
      Column scoped,
      Column emails,
      Column phones,
      Column country,
      Column recordedOn) {
    // No built-in validates an address or knows the numbering plans.
    List<String> copy = List.copyOf(types);
    UDF5<Seq<String>, Seq<String>, Seq<String>, String, Object, Row> read =
        (ids, addresses, numbers, region, day) ->
            read(copy, list(ids), list(addresses), list(numbers), region, date(day)).row();
    return udf(read, TYPE).apply(scoped, emails, phones, country, recordedOn);
  }

  private static List<@Nullable String> list(@Nullable Seq<String> cells) {
    return cells == null ? List.of() : CollectionConverters.asJava(cells);
  }

  /**
   * A DATE reaches Java as either type, depending on {@code spark.sql.datetime.java8API.enabled}.
   */
  private static @Nullable LocalDate date(@Nullable Object day) {
    return day instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) day;
  }
}
