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

  Components label(Dataset<Row> edges, Function<Dataset<Row>, Components> labelLongs) {
    Dataset<Row> keys =
        KeptRows.of(edges.select(explode(array(col(LEFT), col(RIGHT))).as("key")).distinct());
    long count = keys.count();
    for (int salt = 0; salt < SALTS; salt++) {
      Dataset<Row> ids = edges.select(id(salt, col(LEFT)).as(LEFT), id(salt, col(RIGHT)).as(RIGHT));
      Components components = labelLongs.apply(ids);
      if (components.nodes() == count) {
        return named(components, keys.select(col("key"), id(salt, col("key")).as("id")));
      }
    }
    throw new IllegalStateException("Keys collide under each of " + SALTS + " salts");
  }

  private static Components named(Components components, Dataset<Row> keys) {
    Dataset<Row> labels =
        KeptRows.of(
            keys.join(components.labels(), col("id").equalTo(col(NODE)))
                .select(
                    col("key").as(NODE),
                    min(col("key")).over(Window.partitionBy(col(COMPONENT))).as(COMPONENT)));
    Column checksum = coalesce(bit_xor(xxhash64(col(NODE), col(COMPONENT))), lit(0L));
    return new Components(
        labels,
        components.nodes(),
        components.edges(),
        components.components(),
        components.largest(),
        labels.agg(checksum).head().getLong(0));
  }

  private Column id(int salt, Column key) {
    return shiftrightunsigned(xxhash64(lit(salt), key), Long.SIZE - bits);
  }
}
