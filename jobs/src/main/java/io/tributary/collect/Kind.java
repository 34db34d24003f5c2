package io.tributary.collect;

import static io.tributary.tables.bronze.KindFields.*;

import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.silver.CampaignResponses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source delivers. A kind fixes the bronze table and the fields that a contract can map to,
 * so that a new source of a known kind is a contract and no code.
 */
public enum Kind {
  CUSTOMERS(
      DeliveredRows.CUSTOMERS,
      new Shape()
          .of(FieldType.IDENTIFIER, CRM, CARD, ACCOUNT, ZALO, FACEBOOK, NATIONAL_ID)
          .of(FieldType.TEXT, FULL_NAME, GIVEN_NAME, FAMILY_NAME, EMAIL, EMAIL_2, EMAIL_3, GENDER)
          .of(FieldType.TEXT, ADDRESS_LINE, WARD, DISTRICT, CITY, POSTAL_CODE, COUNTRY)
          .of(FieldType.PHONE, PHONE, PHONE_2, PHONE_3)
          .of(FieldType.DATE, BIRTH_DATE)
          .of(FieldType.INSTANT, CREATED_AT, UPDATED_AT)
          .of(FieldType.BOOLEAN, IS_DELETED)
          .essential(CRM)),
  CARDS(
      DeliveredRows.CARDS,
      new Shape()
          .of(FieldType.IDENTIFIER, CARD)
          .of(FieldType.TEXT, HOLDER_NAME, EMAIL, TIER)
          .of(FieldType.PHONE, PHONE)
          .of(FieldType.DATE, ISSUED_ON)
          .of(FieldType.INSTANT, UPDATED_AT)
          .of(FieldType.BOOLEAN, IS_DELETED)
          .essential(CARD)),
  TICKETS(
      DeliveredRows.TICKETS,
      new Shape()
          .of(FieldType.TEXT, TICKET_NO, STORE_ID, REGISTER_ID, ORDER_ID, RETURNS_TICKET_NO)
          .of(FieldType.TEXT, CURRENCY, EMAIL, CUSTOMER_NAME)
          .of(FieldType.PHONE, PHONE)
          .oneOf(CHANNEL, "store", "web", "app", "marketplace")
          .oneOf(KIND, "SALE", "RETURN", "CANCELLED")
          .oneOf(STATUS, "placed", "paid", "delivered", "cancelled", "returned")
          .oneOf(TENDER, "cash", "cod", "card", "wallet", "points")
          .of(FieldType.INSTANT, OCCURRED_AT, UPDATED_AT)
          .of(FieldType.DECIMAL, TOTAL)
          .of(FieldType.IDENTIFIER, CARD, ACCOUNT, PAYMENT, COOKIE, DEVICE)
          .essential(TICKET_NO, OCCURRED_AT, KIND, CURRENCY)),
  HITS(
      DeliveredRows.HITS,
      new Shape()
          .oneOf(
              EVENT,
              "page_view",
              "search",
              "add_to_cart",
              "wishlist",
              "checkout",
              "login",
              "purchase")
          .of(FieldType.INSTANT, OCCURRED_AT)
          .of(FieldType.IDENTIFIER, COOKIE, DEVICE, ACCOUNT)
          .oneOf(PLATFORM, "web", "app")
          .of(FieldType.TEXT, URL, REFERRER, USER_AGENT, IP, SEARCH_TERM, SKU, ORDER_ID)
          .of(FieldType.TEXT, CURRENCY, METHOD, UTM_SOURCE, UTM_MEDIUM, UTM_CAMPAIGN)
          .of(FieldType.DECIMAL, VALUE)
          .of(FieldType.INTEGER, HTTP_STATUS)
          .essential(EVENT, OCCURRED_AT)),
  CONSENTS(
      DeliveredRows.CONSENTS,
      new Shape()
          .oneOf(SUBJECT_TYPE, "crm", "account", "phone", "email", "card")
          .of(FieldType.SUBJECT, SUBJECT)
          .of(FieldType.TEXT, PURPOSE, CHANNEL, METHOD, POLICY_VERSION, PLACE, EVIDENCE)
          .oneOf(STATE, "GRANTED", "DENIED")
          .of(FieldType.INSTANT, DECIDED_AT)
          .of(FieldType.TEXT, CAMPAIGN_ID, MESSAGE_ID)
          .oneOf(RESPONSE, CampaignResponses.RESPONSES.toArray(String[]::new))
          .essential(SUBJECT_TYPE, SUBJECT, DECIDED_AT)),
  ATTRIBUTES(
      DeliveredRows.ATTRIBUTES,
      new Shape()
          .oneOf(KEY_TYPE, "email_sha256", "phone_sha256", "postal_code")
          .of(FieldType.TEXT, SUBJECT_KEY)
          .of(FieldType.DATE, AS_OF_ON)
          .essential(KEY_TYPE, SUBJECT_KEY)),
  PRODUCTS(
      DeliveredRows.PRODUCTS,
      new Shape()
          .of(FieldType.TEXT, SKU, NAME, CATEGORY, SUBCATEGORY, BRAND, CURRENCY)
          .of(FieldType.DECIMAL, LIST_PRICE)
          .of(FieldType.INSTANT, UPDATED_AT)
          .essential(SKU)),
  RATES(
      DeliveredRows.RATES,
      new Shape()
          .of(FieldType.TEXT, BASE_CURRENCY, QUOTE_CURRENCY)
          .of(FieldType.DATE, RATE_ON)
          .of(FieldType.DECIMAL, RATE)
          .essential(BASE_CURRENCY, QUOTE_CURRENCY, RATE_ON, RATE));

  /** Fields of a line of a ticket, whose amount is stated or follows from price and quantity. */
  static final Map<String, Rule> LINE_FIELDS =
      new Shape()
          .of(FieldType.INTEGER, LINE_NO)
          .of(FieldType.TEXT, SKU, NAME)
          .of(FieldType.DECIMAL, QUANTITY, UNIT_PRICE, DISCOUNT, LINE_TOTAL)
          .rules;

  private final Table table;
  private final Map<String, Rule> fields;

  Kind(Table table, Shape shape) {
    this.table = table;
    this.fields = shape.rules;
  }

  /** The bronze table of the kind. */
  public Table table() {
    return table;
  }

  /** The fields that a contract may map to. */
  Map<String, Rule> fields() {
    return fields;
  }

  /**
   * What a field of a kind must be.
   *
   * @param choices the only values allowed, in any case; empty = any
   * @param isEssential a row without it says nothing
   */
  record Rule(FieldType type, Set<String> choices, boolean isEssential) {}

  private static final class Shape {
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    Shape of(FieldType type, String... names) {
      for (String name : names) {
        rules.put(name, new Rule(type, Set.of(), false));
      }
      return this;
    }

    Shape oneOf(String name, String... choices) {
      rules.put(name, new Rule(FieldType.TEXT, Set.of(choices), false));
      return this;
    }

    Shape essential(String... names) {
      for (String name : names) {
        @Nullable Rule rule = rules.get(name);
        if (rule == null) {
          throw new IllegalStateException("No field " + name);
        }
        rules.put(name, new Rule(rule.type(), rule.choices(), true));
      }
      return this;
    }
  }
}
