package io.tributary.graph;

import static io.tributary.graph.ConnectedComponents.COMPONENT;
import static io.tributary.graph.ConnectedComponents.LEFT;
import static io.tributary.graph.ConnectedComponents.NODE;
import static io.tributary.graph.ConnectedComponents.RIGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Text keys as 64-bit node ids and back. An id is a hash of its key alone. Two keys with one hash
 * would silently merge strangers: they are looked for, exactly, and the hash is salted anew until
 * there are none.
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

  Dataset<Row> label(Dataset<Row> edges, UnaryOperator<Dataset<Row>> labelLongs) {
    Dataset<Row> keys =
        edges.select(col(LEFT).as("key")).union(edges.select(col(RIGHT).as("key"))).distinct();
    int salt = saltWithoutCollision(keys);
    Dataset<Row> labels =
        labelLongs.apply(
            edges.select(id(salt, col(LEFT)).as(LEFT), id(salt, col(RIGHT)).as(RIGHT)));
    return keys.select(col("key"), id(salt, col("key")).as("id"))
        .join(labels, col("id").equalTo(col(NODE)))
        .select(
            col("key").as(NODE),
            min(col("key")).over(Window.partitionBy(col(COMPONENT))).as(COMPONENT));
  }

  private int saltWithoutCollision(Dataset<Row> keys) {
    for (int salt = 0; salt < SALTS; salt++) {
      Dataset<Row> collisions =
          keys.groupBy(id(salt, col("key")).as("id"))
              .agg(count(lit(1)).as("keys"))
              .where(col("keys").gt(1));
      if (collisions.isEmpty()) {
        return salt;
      }
    }
    throw new IllegalStateException("Keys collide under each of " + SALTS + " salts");
  }

  private Column id(int salt, Column key) {
    return shiftrightunsigned(xxhash64(lit(salt), key), Long.SIZE - bits);
  }
}
