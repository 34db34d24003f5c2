package io.tributary.identity;

import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * One identifier with all its carriers, and what is said of it. As soon as it is over a limit its
 * carriers are counted, by eight bytes each, but no longer held. Held are those of one customer, or
 * of few: a value of a type without {@code max-carriers} that is on very many records is one
 * customer too large, whose records are held again where it is cut.
 */
final class CarriedValue {
  /** One name on more than so many times {@code max-carriers} accounts is that of nobody. */
  private static final int ACCOUNTS_OF_A_NAME = 10;

  private static final String SEVERAL_LOGINS = "several logins";
  private static final String TOO_MANY = "max-carriers";
  private static final String TOO_MANY_PAYERS = "max-carriers by payment";
  private static final String TOO_MANY_ACCOUNTS = "max-carriers by account";

  private static final int RECORD_KEY = Carriers.COLUMNS.fieldIndex(Carriers.RECORD_KEY);

  private static final int IDENTIFIER_ID = Carriers.COLUMNS.fieldIndex(Carriers.IDENTIFIER_ID);
  private static final int TYPE = Carriers.COLUMNS.fieldIndex(Carriers.TYPE);
  private static final int IS_LIVE = Carriers.COLUMNS.fieldIndex(Carriers.IS_LIVE);
  private static final int IS_BLOCKED = Carriers.COLUMNS.fieldIndex(Carriers.IS_BLOCKED);
  private static final int PERSON = Carriers.COLUMNS.fieldIndex(Carriers.PERSON);
  private static final int PAYER = Carriers.COLUMNS.fieldIndex(Carriers.PAYER);
  private static final int STANDS_FOR = Carriers.COLUMNS.fieldIndex(Carriers.STANDS_FOR);
  private static final int FIRST_LOGIN = Carriers.COLUMNS.fieldIndex(Carriers.FIRST_LOGIN);
  private static final int LAST_LOGIN = Carriers.COLUMNS.fieldIndex(Carriers.LAST_LOGIN);
  private static final int NAME = Carriers.COLUMNS.fieldIndex(Carriers.NAME);
  private static final int GIVEN_NAME = Carriers.COLUMNS.fieldIndex(Carriers.GIVEN_NAME);
  private static final int BIRTH_DATE = Carriers.COLUMNS.fieldIndex(Carriers.BIRTH_DATE);
  private static final int FIRST_SEEN_AT = Carriers.COLUMNS.fieldIndex(Identifiers.FIRST_SEEN_AT);
  private static final int FIRST_RUN = Carriers.COLUMNS.fieldIndex(CustomerRecords.FIRST_RUN);

  private final Map<String, Rule> rules;
  private final Distinct persons = new Distinct();
  private final Distinct payers = new Distinct();
  private final Distinct accounts = new Distinct();
  private final Map<Object, String> givenNames = new HashMap<>(2);
  private final List<Row> held = new ArrayList<>(1);
  private @Nullable Object login;
  private boolean hasSeveralLogins;

  /** Whether persons are what the value is judged by, whatever carriers there are yet. */
  private boolean isDecided;

  private @Nullable Row smallest;

  /**
   * What the rule of a type says of one value.
   *
   * @param maxCarriers 0 = no limit
   */
  record Rule(int maxCarriers, boolean oneLogin, boolean sharedByName) implements Serializable {}

  /**
   * @param rules by type
   */
  CarriedValue(Map<String, Rule> rules) {
    this.rules = rules;
  }

  /**
   * @param carrier of the one value, of {@link Carriers#COLUMNS}
   */
  void add(Row carrier) {
    addLogin(carrier.get(FIRST_LOGIN));
    addLogin(carrier.get(LAST_LOGIN));
    boolean isLive = carrier.getBoolean(IS_LIVE);
    if (isLive) {
      count(persons, carrier, PERSON);
      if (!isDecided) {
        count(payers, carrier, PAYER);
        count(accounts, carrier, STANDS_FOR);
      }
      if (smallest == null || Utf8Order.compare(key(carrier), key(smallest)) < 0) {
        smallest = carrier;
      }
    }
    String reason = smallest == null ? null : reason(smallest);
    if (reason != null) {
      release(reason);
      return;
    }
    if (!carrier.isNullAt(NAME)) {
      givenNames.merge(carrier.get(NAME), carrier.getString(GIVEN_NAME), Utf8Order::min);
    }
    if (isLive) {
      held.add(carrier);
    }
  }

  /** Of a value that links nobody only numbers are asked, and mostly one. */
  private void release(String reason) {
    held.clear();
    givenNames.clear();
    if (!isDecided && !reason.equals(TOO_MANY_PAYERS) && !reason.equals(TOO_MANY_ACCOUNTS)) {
      isDecided = true;
      payers.clear();
      accounts.clear();
    }
  }

  private void addLogin(@Nullable Object of) {
    if (login == null) {
      login = of;
    }
    hasSeveralLogins |= of != null && !of.equals(login);
  }

  private static void count(Distinct counted, Row carrier, int column) {
    if (!carrier.isNullAt(column)) {
      counted.add(carrier.getLong(column));
    }
  }

  private static String key(Row carrier) {
    return carrier.getString(RECORD_KEY);
  }

  /**
   * Rows of {@link IdentifierLimits#JUDGED}, once all carriers are added; none without a live one.
   */
  Iterator<Row> judged() {
    if (smallest == null) {
      return Collections.emptyIterator();
    }
    Row first = smallest;
    String reason = reason(first);
    if (reason != null) {
      return List.of(row(first, reason, first, false)).iterator();
    }
    Rule rule = rules.get(first.getString(TYPE));
    boolean isShared =
        rule != null
            && rule.sharedByName()
            && held.stream().map(this::givenName).filter(Objects::nonNull).distinct().count() > 1;
    return held.stream().map(carrier -> row(carrier, null, first, isShared)).iterator();
  }

  /** Why the value links nobody, or null; a later carrier may bring a reason, and takes none. */
  private @Nullable String reason(Row carrier) {
    Rule rule = rules.get(carrier.getString(TYPE));
    if (rule == null) {
      return "type without a rule";
    }
    if (carrier.getBoolean(IS_BLOCKED)) {
      return "blocked value";
    }
    if (rule.oneLogin() && hasSeveralLogins) {
      return SEVERAL_LOGINS;
    }
    int most = rule.maxCarriers();
    if (most == 0) {
      return null;
    }
    if (persons.size() > most) {
      return TOO_MANY;
    }
    if (payers.size() > most) {
      return TOO_MANY_PAYERS;
    }
    return accounts.size() > ACCOUNTS_OF_A_NAME * most ? TOO_MANY_ACCOUNTS : null;
  }

  private Row row(Row carrier, @Nullable String reason, Row first, boolean isShared) {
    return RowFactory.create(
        carrier.get(RECORD_KEY),
        carrier.get(IDENTIFIER_ID),
        carrier.get(TYPE),
        givenName(carrier),
        carrier.get(BIRTH_DATE),
        carrier.get(FIRST_SEEN_AT),
        carrierCount(reason),
        status(reason),
        reason,
        first.get(RECORD_KEY),
        isShared,
        held.size() == 1,
        carrier.get(FIRST_RUN));
  }

  /**
   * A record without country may be read by the habits of another one: the same whole name is still
   * one given name.
   */
  private @Nullable String givenName(Row carrier) {
    return carrier.isNullAt(NAME)
        ? null
        : givenNames.getOrDefault(carrier.get(NAME), carrier.getString(GIVEN_NAME));
  }

  /** Whom the limit counted that was broken; where none was, those told apart by name. */
  private long carrierCount(@Nullable String reason) {
    if (TOO_MANY_PAYERS.equals(reason)) {
      return payers.size();
    }
    return TOO_MANY_ACCOUNTS.equals(reason) ? accounts.size() : Math.max(persons.size(), 1);
  }

  private static String status(@Nullable String reason) {
    if (reason == null) {
      return IdentifierLimits.OK;
    }
    return switch (reason) {
      case SEVERAL_LOGINS, TOO_MANY, TOO_MANY_PAYERS, TOO_MANY_ACCOUNTS -> IdentifierLimits.HOT;
      default -> IdentifierLimits.BLOCKED;
    };
  }
}
