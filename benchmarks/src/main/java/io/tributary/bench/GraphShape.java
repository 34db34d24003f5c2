package io.tributary.bench;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Graphs of any size, each edge a function of its number alone. Node ids are hashes, edges come in
 * no order.
 */
enum GraphShape {
  /**
   * Records and their identifiers: 2.3 edges a record, customers of 1 to 5 records that share three
   * identifiers, and one edge in a thousand to an identifier of somebody else.
   */
  IDENTITY {
    @Override
    void edge(long number, long edges, long[] into) {
      long record = number * 10 / 23;
      long customer = record - Math.floorMod(hash(record / 5), 1 + record % 5);
      boolean isShared = Math.floorMod(hash(~number), 1000) == 0;
      long owner = isShared ? Math.floorMod(hash(number), 1 + edges * 10 / 23) : customer;
      into[0] = hash(2 * record);
      into[1] = hash(2 * (3 * owner + Math.floorMod(hash(number + edges), 3)) + 1);
    }
  },
  /** Chains of 1,000 edges. */
  CHAINS {
    @Override
    void edge(long number, long edges, long[] into) {
      long chain = number / 1000;
      into[0] = hash(chain * 1001 + number % 1000);
      into[1] = hash(chain * 1001 + number % 1000 + 1);
    }
  },
  /** One node with all the others as leaves. */
  HUB {
    @Override
    void edge(long number, long edges, long[] into) {
      into[0] = hash(0);
      into[1] = hash(number + 1);
    }
  },
  /** Random edges, half as many as nodes: where the largest component is about to appear. */
  THRESHOLD {
    @Override
    void edge(long number, long edges, long[] into) {
      into[0] = hash(Math.floorMod(hash(2 * number), 2 * edges));
      into[1] = hash(Math.floorMod(hash(2 * number + 1), 2 * edges));
    }
  },
  /** Groups of 5 nodes, all linked: 10 edges a group. */
  CLIQUES {
    private static final int[] LEFT = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3};
    private static final int[] RIGHT = {1, 2, 3, 4, 2, 3, 4, 3, 4, 4};

    @Override
    void edge(long number, long edges, long[] into) {
      int pair = (int) (number % 10);
      into[0] = hash(number / 10 * 5 + LEFT[pair]);
      into[1] = hash(number / 10 * 5 + RIGHT[pair]);
    }
  };

  private static final StructType SCHEMA =
      new StructType().add("left", DataTypes.LongType).add("right", DataTypes.LongType);

  /** Any odd number near the golden ratio of 2^31 strides through all edges. */
  private static final long STRIDE = 1_327_217_885L;

  /** The ends of one edge of so many. */
  abstract void edge(long number, long edges, long[] into);

  /** All edges as rows of left and right. */
  Dataset<Row> edges(SparkSession session, long edges, int partitions) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    JavaRDD<Row> rows =
        context
            .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
            .flatMap(part -> rows(part, partitions, edges));
    return session.createDataFrame(rows, SCHEMA);
  }

  private Iterator<Row> rows(int part, int partitions, long edges) {
    long stride = coprime(edges);
    long[] ends = new long[2];
    return LongStream.range(edges * part / partitions, edges * (part + 1) / partitions)
        .<Row>mapToObj(
            position -> {
              edge(Math.floorMod(position * stride, edges), edges, ends);
              return RowFactory.create(ends[0], ends[1]);
            })
        .iterator();
  }

  private static long coprime(long edges) {
    long stride = STRIDE;
    while (BigInteger.valueOf(stride).gcd(BigInteger.valueOf(edges)).intValue() != 1) {
      stride += 2;
    }
    return stride;
  }

  /** Finalizer of SplitMix64. */
  private static long hash(long number) {
    long mixed = (number + 0x9e3779b97f4a7c15L);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
