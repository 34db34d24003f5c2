package io.tributary.segment;

import static org.apache.spark.sql.functions.col;

import io.tributary.config.NearestName;
import io.tributary.tables.Table.Field;
import io.tributary.tables.Types;
import io.tributary.tables.gold.Customers;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * A column of gold.customers that a condition may name; {@code third_party.<vendor>.<attribute>} is
 * what a vendor stated, always a text.
 */
record CustomerColumn(String name) {
  private static final String THIRD_PARTY = Customers.THIRD_PARTY + ".";

  /** What a column can be compared with. */
  enum Kind {
    TEXT,
    FLAG,
    NUMBER,
    MONEY,
    DAY
  }

  CustomerColumn {
    boolean isStated = name.startsWith(THIRD_PARTY) && name.length() > THIRD_PARTY.length();
    if (name.equals(Customers.THIRD_PARTY)) {
      throw new IllegalArgumentException("name the attribute: third_party.<vendor>.<attribute>");
    }
    if (!isStated && Customers.TABLE.field(name).isEmpty()) {
      throw new IllegalArgumentException(
          "gold.customers has no column '"
              + name
              + "'"
              + NearestName.hint(name, Customers.TABLE.columns()));
    }
  }

  Kind kind() {
    DataType type = Customers.TABLE.field(name).map(Field::type).orElse(Types.STRING);
    if (type.equals(Types.MONEY)) {
      return Kind.MONEY;
    }
    if (Set.of(Types.INT, Types.LONG, Types.DOUBLE).contains(type)) {
      return Kind.NUMBER;
    }
    if (type.equals(Types.BOOLEAN)) {
      return Kind.FLAG;
    }
    return Set.of(Types.DAY, Types.INSTANT).contains(type) ? Kind.DAY : Kind.TEXT;
  }

  /** Its value in a row of gold.customers. */
  Column value() {
    return name.startsWith(THIRD_PARTY)
        ? col(Customers.THIRD_PARTY).getItem(name.substring(THIRD_PARTY.length()))
        : col(name);
  }

  /** Whether it holds an instant, whose day depends on the business time zone. */
  boolean isInstant() {
    return Customers.TABLE.field(name).filter(f -> f.type().equals(Types.INSTANT)).isPresent();
  }

  @Override
  public String toString() {
    return name;
  }
}
