package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Linker;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.linkage.RecordBytes;
import io.tributary.linkage.RecordReader;
import io.tributary.linkage.Scorer;
import io.tributary.linkage.Table;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.testing.SparkExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against every two records of a small set, one by one. */
@ExtendWith(SparkExtension.class)
class CandidatesTest {
  private static final int RECORDS = 600;
  private static final int LARGEST = 8;
  private static final int NEVER_TOO_LARGE = 10_000;
  private static final double LEAST_WEIGHT = -8;

  private final Random random = new Random(4);
  private final List<LinkRecord> records = records();
  private final Set<String> changed = changed();
  private final Model model = Linker.link(SCHEMA, records, Blocking.AUTOMATIC).model();

  @Test
  void comparesEachPairWithACommonKeyOnceIfOneChanged(SparkSession spark) {
    long[] frequent = frequentKeys(LARGEST);
    BlockingKeys keys = new BlockingKeys(SCHEMA.fields(), Blocking.AUTOMATIC, frequent);
    Scorer scorer = new Scorer(model);
    Set<String> expected = new TreeSet<>();
    long compared = 0;
    for (LinkRecord left : records) {
      for (LinkRecord right : records) {
        boolean isNew = changed.contains(left.id()) || changed.contains(right.id());
        if (left.id().compareTo(right.id()) < 0 && isNew && meet(keys, left, right)) {
          compared++;
          double weight = scorer.weight(left, right);
          if (weight >= LEAST_WEIGHT) {
            expected.add(left.id() + " " + right.id() + " " + weight);
          }
        }
      }
    }
    assertThat(expected).hasSizeGreaterThan(100);

    for (int partitions : List.of(1, 5)) {
      Dataset<Row> rows = rows(spark, partitions);
      try (Candidates candidates =
          Candidates.of(rows, Blocking.AUTOMATIC, frequent, NEVER_TOO_LARGE)) {
        List<Row> scored =
            candidates.scored(known(model.withFrequentKeys(frequent)), rules()).collectAsList();

        assertThat(candidates.summary().tooLarge()).isEmpty();
        assertThat(pairs(scored)).containsExactlyElementsOf(expected);
        assertThat(
                scored.stream()
                    .map(row -> row.<@Nullable Long>getAs(ScoredCandidates.COMPARED))
                    .filter(Objects::nonNull)
                    .mapToLong(pairs -> Objects.requireNonNull(pairs))
                    .sum())
            .isEqualTo(compared);
      }
    }
  }

  @Test
  void countsWhatIsTooFrequent(SparkSession spark) {
    long[] frequent = frequentKeys(LARGEST);

    assertThat(FrequentBlockKeys.of(rows(spark, 3), Blocking.AUTOMATIC, LARGEST))
        .containsExactly(frequent);

    Map<Long, Integer> unresolved = new HashMap<>();
    Map<Long, Integer> formed = new HashMap<>();
    BlockingKeys keys = new BlockingKeys(SCHEMA.fields(), Blocking.AUTOMATIC, frequent);
    records.forEach(record -> keys.of(record, new Counted(formed, unresolved)));
    unresolved.values().removeIf(count -> count < 2);
    assertThat(unresolved).isNotEmpty();
    try (Candidates candidates =
        Candidates.of(rows(spark, 3), Blocking.AUTOMATIC, frequent, LARGEST - 3)) {
      BlocksOfTask.Summary summary = candidates.summary();

      assertThat(summary.unresolvedKeys()).isEqualTo(unresolved.size());
      assertThat(summary.unresolvedPairs()).isEqualTo(pairs(unresolved.values()));
      assertThat(summary.tooLarge())
          .containsExactlyInAnyOrderElementsOf(
              formed.entrySet().stream()
                  .filter(key -> key.getValue() > LARGEST - 3)
                  .map(Map.Entry::getKey)
                  .toList());
      assertThat(summary.largestByRule().values()).allMatch(size -> size <= LARGEST - 3);
    }
  }

  /** One in so many stands for all; the others, and what forms blocks, are counted. */
  @Test
  void countsTheDeepestKeysThatFormNoPairsOnASample(SparkSession spark) {
    long[] frequent = frequentKeys(LARGEST);
    BlockingKeys keys = new BlockingKeys(SCHEMA.fields(), Blocking.AUTOMATIC, frequent);
    Map<Long, Integer> deepest = new HashMap<>();
    Map<Long, Integer> others = new HashMap<>();
    for (LinkRecord record : records) {
      keys.of(
          record,
          new BlockingKeys.KeySink() {
            @Override
            public void accept(long key, int fields, int depth) {}

            @Override
            public void unresolved(long key, int depth) {
              (depth == BlockingKeys.DEEPEST ? deepest : others).merge(key, 1, Integer::sum);
            }
          });
    }
    deepest.values().removeIf(count -> count < 2);
    others.values().removeIf(count -> count < 2);
    int oneIn = 3;
    List<Integer> sample =
        deepest.entrySet().stream()
            .filter(key -> key.getKey() % oneIn == 0)
            .map(Map.Entry::getValue)
            .toList();
    assertThat(sample).isNotEmpty().hasSizeLessThan(deepest.size());
    try (Candidates all =
            Candidates.of(rows(spark, 3), Blocking.AUTOMATIC, frequent, LARGEST - 3, 1);
        Candidates some =
            Candidates.of(rows(spark, 3), Blocking.AUTOMATIC, frequent, LARGEST - 3, oneIn)) {
      BlocksOfTask.Summary summary = some.summary();

      assertThat(summary.unresolvedKeys()).isEqualTo(others.size() + oneIn * sample.size());
      assertThat(summary.unresolvedPairs())
          .isEqualTo(pairs(others.values()) + oneIn * pairs(sample));
      assertThat(summary.tooLarge()).containsExactlyInAnyOrderElementsOf(all.summary().tooLarge());
      assertThat(summary.largestByRule()).isEqualTo(all.summary().largestByRule());
    }
  }

  private static long pairs(Collection<Integer> blocks) {
    return blocks.stream().mapToLong(n -> n * (n - 1L) / 2).sum();
  }

  private record Counted(Map<Long, Integer> formed, Map<Long, Integer> left)
      implements BlockingKeys.KeySink {
    @Override
    public void accept(long key, int fields, int depth) {
      formed.merge(key, 1, Integer::sum);
    }

    @Override
    public void unresolved(long key, int depth) {
      left.merge(key, 1, Integer::sum);
    }
  }

  /** The keys of more records, refined as long as there are any. */
  private long[] frequentKeys(int largest) {
    Set<Long> frequent = new TreeSet<>();
    for (int before = -1; before < frequent.size(); ) {
      before = frequent.size();
      long[] known = frequent.stream().mapToLong(Long::longValue).toArray();
      BlockingKeys keys = new BlockingKeys(SCHEMA.fields(), Blocking.AUTOMATIC, known);
      Map<Long, Integer> counts = new HashMap<>();
      records.forEach(record -> keys.of(record, new Counted(counts, new HashMap<>())));
      counts.forEach(
          (key, count) -> {
            if (count > largest) {
              frequent.add(key);
            }
          });
    }
    return frequent.stream().mapToLong(Long::longValue).toArray();
  }

  private static boolean meet(BlockingKeys keys, LinkRecord left, LinkRecord right) {
    Set<Long> lefts = LongStream.of(keys.of(left)).boxed().collect(Collectors.toSet());
    return LongStream.of(keys.of(right)).anyMatch(lefts::contains);
  }

  private static Set<String> pairs(List<Row> scored) {
    List<String> pairs =
        scored.stream()
            .filter(row -> row.getAs(LinkEvidence.LEFT_KEY) != null)
            .map(row -> row.getString(0) + " " + row.getString(1) + " " + row.getDouble(2))
            .toList();
    assertThat(pairs).doesNotHaveDuplicates();
    return new TreeSet<>(pairs);
  }

  private static LinkModel known(Model model) {
    return new LinkModel(
        "m1", LinkModel.ACTIVE, Instant.EPOCH, 1, 1, 1L, "", null, null, ModelJson.write(model));
  }

  private static MatchRules rules() {
    return new MatchRules(true, 10, LEAST_WEIGHT, 2, 1000, NEVER_TOO_LARGE, Blocking.AUTOMATIC);
  }

  private Dataset<Row> rows(SparkSession spark, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (LinkRecord record : records) {
      byte[] prepared = RecordBytes.write(record.values());
      rows.add(RowFactory.create(record.id(), changed.contains(record.id()), 0L, prepared));
    }
    return spark
        .createDataFrame(rows, ComparedRecords.COLUMNS)
        .repartition(partitions)
        .localCheckpoint();
  }

  private List<LinkRecord> records() {
    List<String> cells = List.copyOf(SCHEMA.roles().values().iterator().next().keySet());
    List<String> ids = new ArrayList<>();
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      int person = random.nextInt(RECORDS / 2);
      Map<String, String> row = new TreeMap<>();
      row.put("first_name", pick(person, "anna mary john paul linda david susan mark"));
      row.put("last_name", pick(person / 3, "smith miller brown davis clark lewis walker"));
      row.put(
          "birth_date", String.format("19%02d-%02d-%02d", 40 + person % 60, 1 + person % 12, 7));
      row.put("city", pick(person / 50, "boston dover salem"));
      if (random.nextInt(3) > 0) {
        row.put("email0", "p" + person + "@mail.org");
      }
      if (random.nextInt(3) > 0) {
        row.put("phone0", "+4917" + (20_000_000 + person / 2));
      }
      ids.add("crm:" + i);
      rows.add(cells.stream().map(row::get).toArray(String[]::new));
    }
    return RecordReader.read(SCHEMA, new Table("records", cells, ids, rows));
  }

  private static String pick(int of, String words) {
    String[] all = words.split(" ");
    return all[of % all.length];
  }

  private Set<String> changed() {
    Set<String> some = new TreeSet<>();
    records.stream().filter(record -> random.nextInt(4) == 0).forEach(r -> some.add(r.id()));
    return some;
  }
}
