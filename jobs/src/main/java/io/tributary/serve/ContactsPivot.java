package io.tributary.serve;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.gold.CustomerContacts;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of a customer side by side, one row a customer, and that row as a {@link Member}.
 */
final class ContactsPivot {

  private static final String EMAILS = "emails";
  private static final String PHONES = "phones";
  private static final String BIRTH_DATE = "birth_date";

  private static final List<String> SINGLE =
      List.of(
          "given_name",
          "family_name",
          "address_line",
          "city",
          "region",
          "postal_code",
          "country",
          "gender",
          BIRTH_DATE);

  private ContactsPivot() {}

  /**
   * One row a customer.
   *
   * @param contacts rows of {@link CustomerContacts}
   */
  static Dataset<Row> of(Dataset<Row> contacts) {
    return contacts
        .groupBy(col(CustomerContacts.CUSTOMER_ID))
        .agg(
            byRank("email", EMAILS),
            Stream.concat(
                    Stream.of(byRank("phone", PHONES)), SINGLE.stream().map(ContactsPivot::golden))
                .toArray(Column[]::new));
  }

  /** The customer of a row that holds the columns of {@link #of}, known or null. */
  static Member member(Row row) {
    String birthDate = text(row, BIRTH_DATE);
    return new Member(
        texts(row, EMAILS),
        texts(row, PHONES),
        text(row, "given_name"),
        text(row, "family_name"),
        text(row, "address_line"),
        text(row, "city"),
        text(row, "region"),
        text(row, "postal_code"),
        text(row, "country"),
        birthDate == null ? null : LocalDate.parse(birthDate),
        text(row, "gender"),
        text(row, CustomerContacts.CUSTOMER_ID));
  }

  private static Column byRank(String field, String as) {
    Column ranked = struct(col(CustomerContacts.RANK), col(CustomerContacts.VALUE));
    return array_sort(collect_list(when(isField(field), ranked)))
        .getField(CustomerContacts.VALUE)
        .as(as);
  }

  /** At most one value has rank 1, so the greatest is that one. */
  private static Column golden(String field) {
    Column value =
        max(
            when(
                isField(field).and(col(CustomerContacts.RANK).equalTo(1)),
                col(CustomerContacts.VALUE)));
    // What is no date is unknown; as text, a date needs no time zone on its way to the kernel.
    return (field.equals(BIRTH_DATE) ? value.try_cast("date").cast("string") : value).as(field);
  }

  private static Column isField(String field) {
    return col(CustomerContacts.FIELD).equalTo(field);
  }

  private static @Nullable String text(Row row, String column) {
    return row.getAs(column);
  }

  private static List<String> texts(Row row, String column) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index) ? List.of() : row.getList(index);
  }
}
