package io.tributary.graph;

import static io.tributary.graph.ConnectedComponents.COMPONENT;
import static io.tributary.graph.ConnectedComponents.LEFT;
import static io.tributary.graph.ConnectedComponents.NODE;
import static io.tributary.graph.ConnectedComponents.RIGHT;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Text keys as 64-bit node ids and back. An id is a hash of its key alone. Two keys with one hash
 * would silently merge strangers: then there are fewer ids than keys, and the hash is salted anew.
 */
final class HashedKeys {
  private static final int SALTS = 8;

  private final int bits;

  HashedKeys() {
    this(Long.SIZE);
  }

  /**
   * @param bits width of the hash; narrow ones show what a collision does
   */
  HashedKeys(int bits) {
    this.bits = bits;
  }

  Components label(Dataset<Row> edges, Function<Dataset<Row>, Labels> labelLongs) {
    Dataset<Row> distinct =
        edges.select(explode(array(col(LEFT), col(RIGHT))).as("key")).distinct();
    try (KeptRows keys = KeptRows.of(distinct)) {
      long count = keys.kept().count();
      for (int salt = 0; salt < SALTS; salt++) {
        Dataset<Row> ids =
            edges.select(id(salt, col(LEFT)).as(LEFT), id(salt, col(RIGHT)).as(RIGHT));
        try (Labels labels = labelLongs.apply(ids)) {
          if (labels.components().nodes() == count) {
            Column id = id(salt, col("key")).as("id");
            return named(labels.components(), keys.rows().select(col("key"), id));
          }
        }
      }
      throw new IllegalStateException("Keys collide under each of " + SALTS + " salts");
    }
  }

  /** Runs at once: afterwards nobody needs the labels of the ids. */
  private static Components named(Components components, Dataset<Row> keys) {
    Dataset<Row> named =
        keys.join(components.labels(), col("id").equalTo(col(NODE)))
            .select(
                col("key").as(NODE),
                min(col("key")).over(Window.partitionBy(col(COMPONENT))).as(COMPONENT));
    Dataset<Row> labels = KeptRows.of(named).rows();
    Column checksum = coalesce(bit_xor(xxhash64(col(NODE), col(COMPONENT))), lit(0L));
    return new Components(
        labels,
        components.nodes(),
        components.edges(),
        components.components(),
        components.largest(),
        labels.agg(checksum).head().getLong(0));
  }

  /** Null of null: the hash of Spark has a value there, and all that have no key would be one. */
  private Column id(int salt, Column key) {
    Column hash = shiftrightunsigned(xxhash64(lit(salt), key), Long.SIZE - bits);
    return when(key.isNotNull(), hash);
  }
}
