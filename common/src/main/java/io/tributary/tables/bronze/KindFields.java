package io.tributary.tables.bronze;

/**
 * Names of the canonical fields in {@link DeliveredRows#VALUES} and {@link DeliveredRows#BODY}:
 * what a source contract maps its columns to. One name means one thing in every kind. The type of
 * each field is declared with the kinds in {@code io.tributary.collect}.
 */
public final class KindFields {
  public static final String ACCOUNT = "account";
  public static final String ADDRESS_LINE = "address_line";
  public static final String AS_OF_ON = "as_of_on";
  public static final String BASE_CURRENCY = "base_currency";
  public static final String BIRTH_DATE = "birth_date";
  public static final String BRAND = "brand";
  public static final String CAMPAIGN_ID = "campaign_id";
  public static final String CARD = "card";
  public static final String CATEGORY = "category";
  public static final String CHANNEL = "channel";
  public static final String CITY = "city";
  public static final String COOKIE = "cookie";
  public static final String COUNTRY = "country";
  public static final String CREATED_AT = "created_at";
  public static final String CRM = "crm";
  public static final String CURRENCY = "currency";
  public static final String CUSTOMER_NAME = "customer_name";
  public static final String DECIDED_AT = "decided_at";
  public static final String DEVICE = "device";
  public static final String DISCOUNT = "discount";
  public static final String DISTRICT = "district";
  public static final String EMAIL = "email";
  public static final String EMAIL_2 = "email_2";
  public static final String EMAIL_3 = "email_3";
  public static final String EVENT = "event";
  public static final String EVIDENCE = "evidence";
  public static final String FACEBOOK = "facebook";
  public static final String FAMILY_NAME = "family_name";
  public static final String FULL_NAME = "full_name";
  public static final String GENDER = "gender";
  public static final String GIVEN_NAME = "given_name";
  public static final String HOLDER_NAME = "holder_name";
  public static final String HTTP_STATUS = "http_status";
  public static final String IP = "ip";
  public static final String IS_DELETED = "is_deleted";
  public static final String IS_REVENUE = "is_revenue";
  public static final String ISSUED_ON = "issued_on";
  public static final String KEY_TYPE = "key_type";
  public static final String KIND = "kind";
  public static final String LINE_NO = "line_no";
  public static final String LINE_TOTAL = "line_total";
  public static final String LIST_PRICE = "list_price";
  public static final String MESSAGE_ID = "message_id";
  public static final String METHOD = "method";
  public static final String NAME = "name";
  public static final String NATIONAL_ID = "national_id";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String ORDER_ID = "order_id";
  public static final String PAYMENT = "payment";
  public static final String PHONE = "phone";
  public static final String PHONE_2 = "phone_2";
  public static final String PHONE_3 = "phone_3";
  public static final String PLACE = "place";
  public static final String PLATFORM = "platform";
  public static final String POLICY_VERSION = "policy_version";
  public static final String POSTAL_CODE = "postal_code";
  public static final String PURPOSE = "purpose";
  public static final String QUANTITY = "quantity";
  public static final String QUOTE_CURRENCY = "quote_currency";

  /** What was found about a good row, as flags parted by commas. */
  public static final String QUALITY_FLAGS = "quality_flags";

  public static final String RATE = "rate";
  public static final String RATE_ON = "rate_on";
  public static final String REFERRER = "referrer";
  public static final String REGISTER_ID = "register_id";
  public static final String RESPONSE = "response";

  /** The natural key of the ticket that a return belongs to. */
  public static final String RETURNS_NATURAL_KEY = "returns_natural_key";

  public static final String RETURNS_TICKET_NO = "returns_ticket_no";
  public static final String SEARCH_TERM = "search_term";
  public static final String SKU = "sku";
  public static final String STATE = "state";
  public static final String STATUS = "status";
  public static final String STORE_ID = "store_id";
  public static final String SUBCATEGORY = "subcategory";
  public static final String SUBJECT = "subject";
  public static final String SUBJECT_KEY = "subject_key";
  public static final String SUBJECT_TYPE = "subject_type";
  public static final String TENDER = "tender";
  public static final String TICKET_NO = "ticket_no";
  public static final String TIER = "tier";
  public static final String TOTAL = "total";
  public static final String UNIT_PRICE = "unit_price";
  public static final String UPDATED_AT = "updated_at";
  public static final String URL = "url";
  public static final String USER_AGENT = "user_agent";
  public static final String UTM_CAMPAIGN = "utm_campaign";
  public static final String UTM_MEDIUM = "utm_medium";
  public static final String UTM_SOURCE = "utm_source";
  public static final String VALUE = "value";
  public static final String WARD = "ward";
  public static final String ZALO = "zalo";

  /** Prefix of a vendor's attribute columns. */
  public static final String ATTRIBUTE_PREFIX = "attribute.";

  private KindFields() {}
}
