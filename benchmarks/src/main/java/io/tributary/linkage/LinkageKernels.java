package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Pairs a second of one core: records of a CRM, pairs as blocking forms them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LinkageKernels {
  private static final int PAIRS = 100_000;
  private static final String[] NAMES =
      "lan minh hoa tuan huong dung linh nam thao quang mai hung anna james mary robert".split(" ");
  private static final String[] FAMILIES =
      "nguyen tran le pham hoang huynh phan vu smith jones muller dubois".split(" ");

  private final LinkRecord[] lefts = new LinkRecord[PAIRS];
  private final LinkRecord[] rights = new LinkRecord[PAIRS];
  private final Linkage linkage = link();
  private final Scorer scorer = new Scorer(linkage.model());
  private final Comparisons comparisons = scorer.comparisons();

  /** Takes the first candidates, over and over if there are too few. */
  @Setup
  public void take() {
    int[] n = new int[1];
    linkage.forEachPair(
        (left, right, weight) -> {
          if (n[0] < PAIRS) {
            lefts[n[0]] = linkage.records().get(left);
            rights[n[0]++] = linkage.records().get(right);
          }
        });
    for (int i = n[0]; i < PAIRS; i++) {
      lefts[i] = lefts[i % n[0]];
      rights[i] = rights[i % n[0]];
    }
  }

  /** Trains on 20,000 invented records, a fifth of them second records of one customer. */
  private static Linkage link() {
    Random random = new Random(1);
    List<String> columns =
        List.of("first_name", "last_name", "email", "phone", "birth_date", "gender", "address");
    List<String> ids = new ArrayList<>();
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      boolean isSecond = i > 0 && i % 5 == 0;
      @Nullable String[] row = isSecond ? rows.get(i - 1).clone() : row(random);
      if (isSecond) {
        row[random.nextInt(row.length)] = null;
      }
      ids.add("r" + i);
      rows.add(row);
    }
    return Linker.link(List.of(new Table("crm", columns, ids, rows)), Map.of());
  }

  private static @Nullable String[] row(Random random) {
    String given = NAMES[random.nextInt(NAMES.length)];
    String family = FAMILIES[random.nextInt(FAMILIES.length)];
    return new @Nullable String[] {
      given,
      family,
      given + '.' + family + random.nextInt(100_000) + "@mail.org",
      "09" + (10_000_000 + random.nextInt(89_999_999)),
      (1950 + random.nextInt(55)) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10),
      random.nextBoolean() ? "f" : "m",
      (1 + random.nextInt(400)) + " " + NAMES[random.nextInt(NAMES.length)] + " street"
    };
  }

  /** Compares: the pattern of each pair. */
  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public long patterns() {
    long all = 0;
    for (int i = 0; i < PAIRS; i++) {
      all ^= comparisons.pattern(lefts[i], rights[i]);
    }
    return all;
  }

  /** Compares and weighs. */
  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double weights() {
    double all = 0;
    for (int i = 0; i < PAIRS; i++) {
      all += scorer.weight(lefts[i], rights[i]);
    }
    return all;
  }
}
