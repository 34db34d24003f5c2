package io.tributary.identity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * One identifier with all its carriers, and what is said of it. As soon as it is over a limit its
 * carriers are counted but no longer held.
 */
final class CarriedValue {
  /** One name on more than so many times {@code max-carriers} accounts is that of nobody. */
  private static final int ACCOUNTS_OF_A_NAME = 10;

  private static final String SEVERAL_LOGINS = "several logins";
  private static final String TOO_MANY = "max-carriers";
  private static final String TOO_MANY_PAYERS = "max-carriers by payment";
  private static final String TOO_MANY_ACCOUNTS = "max-carriers by account";

  /** The columns of {@link Carriers#COLUMNS}. */
  private static final int RECORD_KEY = 0;

  private static final int IDENTIFIER_ID = 1;
  private static final int TYPE = 2;
  private static final int IS_LIVE = 3;
  private static final int IS_BLOCKED = 4;
  private static final int PERSON = 5;
  private static final int PAYER = 6;
  private static final int STANDS_FOR = 7;
  private static final int FIRST_LOGIN = 8;
  private static final int LAST_LOGIN = 9;
  private static final int NAME = 10;
  private static final int GIVEN_NAME = 11;
  private static final int BIRTH_DATE = 12;
  private static final int FIRST_SEEN_AT = 13;

  private final Map<String, Rule> rules;
  private final Set<Object> persons = new HashSet<>(2);
  private final Set<Object> payers = new HashSet<>(2);
  private final Set<Object> accounts = new HashSet<>(2);
  private final Map<Object, String> givenNames = new HashMap<>(2);
  private final List<Row> held = new ArrayList<>(1);
  private @Nullable Object login;
  private boolean hasSeveralLogins;
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
      count(persons, carrier.get(PERSON));
      count(payers, carrier.get(PAYER));
      count(accounts, carrier.get(STANDS_FOR));
      if (smallest == null || Utf8Order.compare(key(carrier), key(smallest)) < 0) {
        smallest = carrier;
      }
    }
    if (smallest != null && reason(smallest) != null) {
      held.clear();
      givenNames.clear();
      return;
    }
    if (!carrier.isNullAt(NAME)) {
      givenNames.merge(carrier.get(NAME), carrier.getString(GIVEN_NAME), Utf8Order::min);
    }
    if (isLive) {
      held.add(carrier);
    }
  }

  private void addLogin(@Nullable Object of) {
    if (login == null) {
      login = of;
    }
    hasSeveralLogins |= of != null && !of.equals(login);
  }

  private static void count(Set<Object> counted, @Nullable Object one) {
    if (one != null) {
      counted.add(one);
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
    Row centre = smallest;
    String reason = reason(centre);
    if (reason != null) {
      return List.of(row(centre, reason, centre, false)).iterator();
    }
    Rule rule = rules.get(centre.getString(TYPE));
    boolean isShared =
        rule != null
            && rule.sharedByName()
            && held.stream().map(this::givenName).filter(Objects::nonNull).distinct().count() > 1;
    return held.stream().map(carrier -> row(carrier, null, centre, isShared)).iterator();
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

  private Row row(Row carrier, @Nullable String reason, Row centre, boolean isShared) {
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
        centre.get(RECORD_KEY),
        isShared,
        held.size() == 1);
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
