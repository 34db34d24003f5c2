package io.tributary.linkage;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Links the records of some tables: recognises the columns, blocks, trains and groups, without
 * labels and without settings. A pure function of the tables and the day.
 *
 * <p>It runs in rounds. The first takes each record for a customer of its own; each later one
 * counts how frequent values are among the customers found before, so that the records of one
 * customer do not make its own name look frequent.
 */
public final class Linker {
  private static final int ROUNDS = 3;
  private static final int LARGEST_BLOCK = 40;

  /** Pairs in blocks: so many, and so many more for each record. */
  private static final long PAIRS = 2_000_000;

  private static final int PAIRS_A_RECORD = 10;

  private Linker() {}

  /**
   * @param tables with distinct names
   * @param mapped roles of columns that a user stated
   */
  public static Linkage link(List<Table> tables, Map<String, Role> mapped) {
    return link(tables, mapped, LocalDate.now(ZoneOffset.UTC));
  }

  /**
   * @param today a year of two digits in a day is the latest that has not begun after it
   */
  public static Linkage link(List<Table> tables, Map<String, Role> mapped, LocalDate today) {
    Schema schema = Schema.of(tables, mapped);
    List<LinkRecord> records = new ArrayList<>();
    tables.forEach(table -> records.addAll(RecordReader.read(schema, table, today)));
    return link(schema, records, Blocking.AUTOMATIC);
  }

  /**
   * Links records that are prepared already.
   *
   * @param prepared by {@link RecordReader} for the schema, in any order
   */
  public static Linkage link(Schema schema, List<LinkRecord> prepared, Blocking blocking) {
    List<LinkRecord> records = new ArrayList<>(prepared);
    // Neither the order of rows nor their ids may decide anything.
    records.sort(
        Comparator.comparingLong(Linker::contents)
            .thenComparing(LinkRecord::source)
            .thenComparing(LinkRecord::id));
    return inRounds(schema, records, blocking);
  }

  private static long contents(LinkRecord record) {
    long hash = 0;
    for (Value[] values : record.values()) {
      for (Value value : values) {
        hash = Hash.of(hash, value.key());
      }
      hash = Hash.mix(hash);
    }
    return hash;
  }

  private static Linkage inRounds(Schema schema, List<LinkRecord> records, Blocking blocking) {
    List<Field> fields = schema.fields();
    long most = PAIRS + (long) PAIRS_A_RECORD * records.size();
    BlockingKeys keys = new BlockingKeys(fields, blocking, new long[0]);
    Blocks blocks = Blocks.of(keys, records, LARGEST_BLOCK, most);
    Training training = new Training(fields, records, blocks);
    ScoredPairs pairs = ScoredPairs.of(blocks, records, training.comparisons());
    int[] clusters = IntStream.range(0, records.size()).toArray();
    Model model = training.train(clusters);
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0) {
        model = training.train(clusters);
      }
      model = pairs.weigh(model, records);
      clusters = pairs.cluster(model, records);
    }
    return new Linkage(schema, records, clusters, pairs, model, Reach.of(blocks, pairs, model));
  }
}
