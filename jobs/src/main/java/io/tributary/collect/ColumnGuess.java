package io.tributary.collect;

import io.tributary.tables.bronze.KindFields;
import java.text.Normalizer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Guesses from a column's name and values which field it is and how its values are written. */
final class ColumnGuess {

  /** Other names under which systems deliver a field, English and Vietnamese, in plain letters. */
  private static final Map<String, List<String>> NAMES = names();

  private static final List<String> DAYS =
      List.of(
          "iso", "dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyyMMdd");
  private static final List<String> TIMES =
      List.of(
          "iso",
          "dd/MM/yyyy HH:mm:ss",
          "dd/MM/yyyy HH:mm",
          "MM/dd/yyyy HH:mm:ss",
          "MM/dd/yyyy HH:mm",
          "dd/MMM/yyyy:HH:mm:ss Z",
          "dd/MM/yyyy",
          "epoch-millis");

  /** A share of values that is taken for typing errors; a contract's usual reject-threshold. */
  private static final double BROKEN_AT_MOST = 0.05;

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[a-zA-Z]{2,}");
  private static final Pattern PHONE = Pattern.compile("(\\+|00)?[0-9][0-9 .()-]{7,15}");
  private static final Pattern POINT_GROUPS = Pattern.compile("-?\\d{1,3}(\\.\\d{3})+(,\\d+)?.?");
  private static final Pattern COMMA_GROUPS = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?.?");
  private static final Pattern COMMA_DECIMAL = Pattern.compile("-?\\d+,\\d+");
  private static final Pattern POINT_DECIMAL = Pattern.compile("-?\\d+\\.\\d+");

  private ColumnGuess() {}

  /** The field of a kind that a column is, by its name, else by its values. */
  static Optional<String> field(String column, List<String> values, Map<String, Kind.Rule> fields) {
    String plain = plain(column);
    for (String field : fields.keySet()) {
      if (plain.equals(field) || NAMES.getOrDefault(field, List.of()).contains(plain)) {
        return Optional.of(field);
      }
    }
    if (fields.containsKey(KindFields.EMAIL) && mostly(values, EMAIL)) {
      return Optional.of(KindFields.EMAIL);
    }
    boolean isPhone = fields.containsKey(KindFields.PHONE) && plain.contains("phone");
    return isPhone && mostly(values, PHONE) ? Optional.of(KindFields.PHONE) : Optional.empty();
  }

  /** What a mapping must add to the column's name, as HOCON; empty when nothing. */
  static String writing(Kind.Rule rule, List<String> values) {
    return switch (rule.type()) {
      case DATE -> formats(DAYS, values);
      case INSTANT -> formats(TIMES, values);
      case DECIMAL -> signs(values);
      case TEXT -> rule.choices().isEmpty() ? "" : ChoiceGuess.mapping(rule.choices(), values);
      default -> "";
    };
  }

  /**
   * The patterns that read the values, the one that reads most first. A file has broken values too:
   * those that are left over are few, or the draft says that they are not.
   */
  private static String formats(List<String> patterns, List<String> values) {
    List<String> fits = new ArrayList<>();
    List<String> unread = values;
    while (unread.size() > values.size() * BROKEN_AT_MOST) {
      Optional<String> next = best(patterns, fits, unread);
      if (next.isEmpty()) {
        break;
      }
      fits.add(next.get());
      unread = unread.stream().filter(value -> !isRead(next.get(), value)).toList();
    }
    if (fits.isEmpty() && !values.isEmpty()) {
      return "formats = [\"iso\"] # no known pattern reads any value: state yours";
    }
    boolean isPlain = fits.isEmpty() || fits.equals(List.of("iso"));
    String list = "formats = [\"" + String.join("\", \"", fits) + "\"]";
    if (unread.size() > values.size() * BROKEN_AT_MOST) {
      return list + " # they do not read " + unread.size() + " of " + values.size() + " values";
    }
    return isPlain ? "" : list;
  }

  /** Never a second one that looks alike: whether day or month comes first is not to be mixed. */
  private static Optional<String> best(
      List<String> patterns, List<String> chosen, List<String> values) {
    List<String> shapes = chosen.stream().map(ColumnGuess::shape).toList();
    return patterns.stream()
        .filter(pattern -> !shapes.contains(shape(pattern)))
        .filter(pattern -> count(pattern, values) > 0)
        .reduce((a, b) -> count(b, values) > count(a, values) ? b : a);
  }

  private static String shape(String pattern) {
    return pattern.replaceAll("[A-Za-z]+", "x");
  }

  private static long count(String pattern, List<String> values) {
    return values.stream().filter(value -> isRead(pattern, value)).count();
  }

  private static boolean isRead(String pattern, String value) {
    return TimeFormat.of(pattern).instant(value, ZoneOffset.UTC, null).isPresent();
  }

  /** What most numbers show: one that is typed otherwise decides nothing. */
  private static String signs(List<String> values) {
    long points = count(POINT_GROUPS, values);
    long commas = count(COMMA_GROUPS, values);
    if (points > 0 && points >= commas) {
      return "decimal = \",\", grouping = \".\"";
    }
    if (commas > 0) {
      return "grouping = \",\"";
    }
    return count(COMMA_DECIMAL, values) > count(POINT_DECIMAL, values) ? "decimal = \",\"" : "";
  }

  private static long count(Pattern pattern, List<String> values) {
    return values.stream().filter(value -> pattern.matcher(value).matches()).count();
  }

  private static boolean mostly(List<String> values, Pattern pattern) {
    return !values.isEmpty() && count(pattern, values) * 10 >= values.size() * 8L;
  }

  /** Lower case, without marks, words joined by {@code _}. */
  static String plain(String name) {
    return Normalizer.normalize(name.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_|_$", "");
  }

  private static Map<String, List<String>> names() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    names.put(
        KindFields.CRM,
        List.of("customer_id", "ma_khach_hang", "ma_kh", "client_id", "id", "rec_id", "unique_id"));
    names.put(
        KindFields.FULL_NAME,
        List.of("name", "ho_ten", "ho_va_ten", "ten_khach_hang", "customer_name"));
    names.put(KindFields.GIVEN_NAME, List.of("first_name", "ten", "forename"));
    names.put(KindFields.FAMILY_NAME, List.of("last_name", "surname", "ho"));
    names.put(KindFields.EMAIL, List.of("e_mail", "mail", "email_address"));
    names.put(
        KindFields.PHONE,
        List.of(
            "phone_number",
            "mobile",
            "telephone",
            "sdt",
            "so_dien_thoai",
            "dien_thoai",
            "buyer_phone"));
    names.put(KindFields.BIRTH_DATE, List.of("dob", "date_of_birth", "birthday", "ngay_sinh"));
    names.put(KindFields.GENDER, List.of("sex", "gioi_tinh"));
    names.put(KindFields.ADDRESS_LINE, List.of("address", "dia_chi", "street", "address_1"));
    names.put(KindFields.WARD, List.of("phuong", "phuong_xa", "commune"));
    names.put(KindFields.DISTRICT, List.of("quan", "quan_huyen"));
    names.put(
        KindFields.CITY, List.of("province", "tinh", "tinh_thanh", "thanh_pho", "town", "suburb"));
    names.put(KindFields.POSTAL_CODE, List.of("postcode", "zip", "zip_code", "ma_buu_chinh"));
    names.put(KindFields.COUNTRY, List.of("quoc_gia", "country_code"));
    names.put(
        KindFields.CARD,
        List.of("card_no", "loyalty_card", "card_number", "ma_the", "so_the", "loyalty_id"));
    names.put(KindFields.HOLDER_NAME, List.of("holder", "chu_the"));
    names.put(KindFields.TIER, List.of("hang_the", "level"));
    names.put(KindFields.ISSUED_ON, List.of("issued", "issue_date", "ngay_cap"));
    names.put(
        KindFields.UPDATED_AT, List.of("updated", "last_modified", "modified_at", "ngay_cap_nhat"));
    names.put(KindFields.CREATED_AT, List.of("created", "created_on", "ngay_tao"));
    names.put(KindFields.IS_DELETED, List.of("deleted", "da_xoa"));
    names.put(
        KindFields.TICKET_NO,
        List.of("order_no", "order_id", "basket_id", "receipt_no", "ma_don_hang", "so_hoa_don"));
    names.put(
        KindFields.OCCURRED_AT,
        List.of(
            "order_date",
            "transaction_timestamp",
            "placed_at",
            "at",
            "time",
            "timestamp",
            "ngay_dat",
            "ngay_ban"));
    names.put(KindFields.SKU, List.of("product_id", "item_id", "ma_hang", "ma_san_pham"));
    names.put(KindFields.NAME, List.of("product_name", "ten_hang", "ten_san_pham"));
    names.put(KindFields.QUANTITY, List.of("qty", "so_luong"));
    names.put(KindFields.UNIT_PRICE, List.of("price", "don_gia"));
    names.put(
        KindFields.LINE_TOTAL,
        List.of("line_amount", "sales_value", "thanh_tien", "extended_price"));
    names.put(KindFields.DISCOUNT, List.of("giam_gia"));
    names.put(KindFields.STORE_ID, List.of("store", "ma_cua_hang"));
    names.put(KindFields.IP, List.of("host", "ip_address"));
    names.put(KindFields.URL, List.of("target", "page_url"));
    names.put(KindFields.HTTP_STATUS, List.of("status"));
    names.put(KindFields.DEVICE, List.of("device_id"));
    names.put(KindFields.SUBJECT_KEY, List.of("key_value", "email_sha256", "phone_sha256"));
    names.put(KindFields.AS_OF_ON, List.of("as_of"));
    names.put(KindFields.SUBJECT, List.of("recipient", "nguoi_nhan"));
    names.put(KindFields.RESPONSE, List.of("response_type", "phan_hoi"));
    names.put(KindFields.DECIDED_AT, List.of("responded_at", "decision_at"));
    names.put(KindFields.STATE, List.of("decision"));
    names.put(KindFields.LIST_PRICE, List.of("price", "gia_niem_yet"));
    names.put(KindFields.RATE, List.of("ty_gia", "exchange_rate"));
    names.put(KindFields.RATE_ON, List.of("date", "ngay"));
    return names;
  }
}
