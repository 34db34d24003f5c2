package io.tributary.tables;

import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The one definition of a table: what a row is, its columns with type, comment and sensitivity, its
 * key and its layout. Creation, the check on every write, rows in tests and the data dictionary all
 * follow from it.
 *
 * @param layer where it stands between delivered and served
 * @param name snake_case, plural
 * @param row what one row is, in a sentence
 * @param fields declared columns in order, without {@link #RUN}
 * @param key columns that identify a row; empty when rows have no identity
 * @param partitionedBy partition columns; a table that is written by slices is partitioned by one
 *     date
 */
public record Table(
    Layer layer,
    String name,
    String row,
    List<Field> fields,
    List<String> key,
    List<String> partitionedBy) {

  /** Carried by every row of every table: number of the run that last changed the row. */
  public static final String RUN = "_run";

  /** The layers, in the order in which data flows; {@code OPS} stands beside them. */
  public enum Layer {
    BRONZE,
    SILVER,
    GOLD,
    OPS;

    /** Folder of the layer under a root, and the table's schema in SQL. */
    public String folder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Table {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    partitionedBy = List.copyOf(partitionedBy);
    Set<String> names = fields.stream().map(Field::name).collect(Collectors.toSet());
    if (names.size() != fields.size()) {
      throw new IllegalArgumentException(layer.folder() + "." + name + " declares a column twice");
    }
    List<String> unknown = new ArrayList<>(key);
    unknown.addAll(partitionedBy);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          layer.folder() + "." + name + ": key or partition columns not declared: " + unknown);
    }
  }

  public static Builder bronze(String name, String row) {
    return new Builder(Layer.BRONZE, name, row);
  }

  public static Builder silver(String name, String row) {
    return new Builder(Layer.SILVER, name, row);
  }

  public static Builder gold(String name, String row) {
    return new Builder(Layer.GOLD, name, row);
  }

  public static Builder ops(String name, String row) {
    return new Builder(Layer.OPS, name, row);
  }

  /** {@code layer.name}, as analysts write it in SQL. */
  public String qualifiedName() {
    return layer.folder() + "." + name;
  }

  /** A table with a {@link Sensitivity#DIRECT} column lives under the restricted root. */
  public boolean isRestricted() {
    return fields.stream().anyMatch(field -> field.sensitivity() == Sensitivity.DIRECT);
  }

  /** Declared column names in order, without {@link #RUN}. */
  public List<String> columns() {
    return fields.stream().map(Field::name).toList();
  }

  public Optional<Field> field(String column) {
    return fields.stream().filter(field -> field.name().equals(column)).findFirst();
  }

  /** The schema that transforms produce: the declared columns, without {@link #RUN}. */
  public StructType schema() {
    return new StructType(fields.stream().map(Field::toStructField).toArray(StructField[]::new));
  }

  /** The schema as stored: the declared columns and {@link #RUN}. */
  public StructType storedSchema() {
    return schema()
        .add(
            new StructField(
                RUN, LongType, true, comment("Number of the run that last changed the row.")));
  }

  /**
   * Columns for which the table keeps statistics: keys, dates and the run. Never a {@code DIRECT}
   * column, because statistics stay in the Delta log after a row is deleted.
   */
  public List<String> statisticsColumns() {
    List<String> columns = new ArrayList<>();
    for (Field field : fields) {
      boolean useful = key.contains(field.name()) || field.isTemporal();
      if (useful
          && field.sensitivity() != Sensitivity.DIRECT
          && !partitionedBy.contains(field.name())) {
        columns.add(field.name());
      }
    }
    columns.add(RUN);
    return columns;
  }

  private static Metadata comment(String text) {
    return new MetadataBuilder().putString("comment", text).build();
  }

  /**
   * One column.
   *
   * @param isSensitive tracked behaviour, exact location, payment, health, minors; the data
   *     dictionary says so
   */
  public record Field(
      String name, DataType type, Sensitivity sensitivity, boolean isSensitive, String comment) {

    StructField toStructField() {
      return new StructField(name, type, true, Table.comment(comment));
    }

    boolean isTemporal() {
      String typeName = type.typeName();
      return typeName.equals("date") || typeName.equals("timestamp");
    }
  }

  /** Reads like the table: key first, then a line for each column. */
  public static final class Builder {
    private final Layer layer;
    private final String name;
    private final String row;
    private final List<Field> fields = new ArrayList<>();
    private List<String> key = List.of();
    private List<String> partitionedBy = List.of();

    private Builder(Layer layer, String name, String row) {
      this.layer = layer;
      this.name = name;
      this.row = row;
    }

    public Builder key(String... columns) {
      key = List.of(columns);
      return this;
    }

    public Builder partitionedBy(String... columns) {
      partitionedBy = List.of(columns);
      return this;
    }

    /** A column that identifies a human by itself, or an unkeyed hash of one. */
    public Builder direct(String column, DataType type, String comment) {
      return add(column, type, Sensitivity.DIRECT, comment);
    }

    /** An id that means nothing without our tables or our key. */
    public Builder pseudonym(String column, DataType type, String comment) {
      return add(column, type, Sensitivity.PSEUDONYM, comment);
    }

    /** Everything else. */
    public Builder attribute(String column, DataType type, String comment) {
      return add(column, type, Sensitivity.ATTRIBUTE, comment);
    }

    /** Marks the column declared last as sensitive (see {@link Field#isSensitive()}). */
    public Builder sensitive() {
      Field last = fields.remove(fields.size() - 1);
      fields.add(new Field(last.name(), last.type(), last.sensitivity(), true, last.comment()));
      return this;
    }

    private Builder add(String column, DataType type, Sensitivity sensitivity, String comment) {
      fields.add(new Field(column, type, sensitivity, false, comment));
      return this;
    }

    public Table build() {
      return new Table(layer, name, row, fields, key, partitionedBy);
    }
  }
}
