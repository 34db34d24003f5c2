package io.tributary.identity;

import io.tributary.identity.IdentityOracle.Rec;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Worlds of a few records that share nothing: named ones with a script, and random ones. */
final class SmallWorlds {
  private static final int RANDOM_WORLDS = 200;

  /** A world of records that are nobody else's, and enough for a model: without one all is new. */
  private static final String PEOPLE = "people";

  /** So many people. */
  static final int LEAST = 80;

  /** World to its nights: {@code record:values}, {@code @} = first delivered long ago. */
  private static final Map<String, List<String>> NAMED =
      Map.of(
          "merge",
          List.of("a:1 b:2", "a:1 b:1", "a:1 b:2", "a:1 b:1", "a:1 b:2", "a:1 b:1"),
          "split",
          List.of(
              "a:1 b:1 c:1",
              "a:1 b:2 c:2",
              "a:1 b:1 c:1",
              "a:1 b:2 c:3",
              "a:1 b:1 c:1",
              "a:1 b:2 c:2"),
          "late",
          List.of("m:1", "m:1 z@:1", "m:1 z@:1 a:1", "m:1 z@:2 a:1", "m:1 z@:1 a:1", "z@:1 a:2"),
          "moved",
          List.of("a:9 m:1 n:1", "a:9 m:9 n:1", "a:9 m:7 n:1", "m:7 n:1", "m:1 n:1", "a:9 m:9 n:1"),
          "gone",
          List.of("a:1 b:1", "b:1", "", "b:1", "a:1 b:1", "a:1"));

  private final Map<String, Rec> seen = new HashMap<>();

  /** By record, whether it still has them or not: what is withdrawn stays, as deleted. */
  private final Map<String, Set<String>> everCarried = new HashMap<>();

  private Map<String, List<Rec>> before = Map.of();

  /**
   * World to the records that live in it in a night; every other random one may be as it was.
   *
   * @param night from 0
   */
  Map<String, List<Rec>> night(int night, Random random) {
    Map<String, List<Rec>> worlds = new TreeMap<>();
    NAMED.forEach(
        (name, nightsOf) -> worlds.put(name, named(name, nightsOf.get(night), night + 1)));
    worlds.put(PEOPLE, people());
    for (int world = 0; world < RANDOM_WORLDS; world++) {
      String name = "w" + world;
      if (before.containsKey(name) && random.nextBoolean()) {
        worlds.put(name, before.get(name).stream().map(this::remembered).toList());
        continue;
      }
      List<Rec> live = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        if (random.nextInt(4) > 0) {
          Set<String> values = new TreeSet<>();
          for (int v = random.nextInt(3); v > 0; v--) {
            values.add(name + "/" + random.nextInt(5));
          }
          String day = "2026-11-0" + (1 + random.nextInt(7));
          live.add(remembered(new Rec(name + ":" + i, night + 1, day, values)));
        }
      }
      worlds.put(name, live);
    }
    return worlds;
  }

  private List<Rec> people() {
    return IntStream.range(10, 10 + LEAST)
        .mapToObj(i -> remembered(new Rec(PEOPLE + ":" + i, 1, "2026-11-08", Set.of())))
        .toList();
  }

  private List<Rec> named(String world, String text, long run) {
    List<Rec> live = new ArrayList<>();
    for (String record : text.isEmpty() ? new String[0] : text.split(" ")) {
      String key = world + ":" + record.split(":")[0].replace("@", "");
      String day = record.contains("@") ? "2020-01-01" : "2026-11-08";
      live.add(remembered(new Rec(key, run, day, Set.of(world + "/" + record.split(":")[1]))));
    }
    return live;
  }

  /** First run and day are written once, and so is a record: a deleted one stays, marked. */
  private Rec remembered(Rec now) {
    Rec first = seen.getOrDefault(now.key(), now);
    Rec record = new Rec(now.key(), first.firstRun(), first.deliveredOn(), now.values());
    seen.put(now.key(), record);
    everCarried.computeIfAbsent(now.key(), key -> new TreeSet<>()).addAll(now.values());
    return record;
  }

  /** What later nights are compared with. */
  void remain(Map<String, List<Rec>> worlds) {
    before = worlds;
  }

  /** In another order and partitioning each time. */
  void deliver(Map<String, List<Rec>> worlds, TestLake lake, SparkSession spark, Random random) {
    TestRows records = TestRows.of(CustomerRecords.TABLE);
    TestRows identifiers = TestRows.of(Identifiers.TABLE);
    Set<Rec> live = worlds.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    for (Rec record : seen.values()) {
      boolean isNamed = record.key().startsWith(PEOPLE);
      String number = record.key().substring(record.key().indexOf(':') + 1);
      records.row(
          "record_key", record.key(),
          "name_key", isNamed ? "mai " + "abcdefghij".charAt(number.charAt(0) - '0') : null,
          "birth_date", isNamed ? "19" + number + "-01-05" : null,
          "first_run", record.firstRun(),
          "first_delivered_on", record.deliveredOn(),
          "is_deleted", !live.contains(record));
      for (String value : everCarried.get(record.key())) {
        boolean isGone = record.key().hashCode() % 2 == 0 && !live.contains(record);
        identifiers.row(
            "record_key",
            record.key(),
            "identifier_id",
            "zalo " + value,
            "type",
            "zalo",
            "value",
            value,
            "seen_count",
            1L,
            "is_valid",
            true,
            "is_deleted",
            isGone || !record.values().contains(value));
      }
    }
    write(lake, CustomerRecords.TABLE, records.in(spark).repartition(1 + random.nextInt(4)));
    write(lake, Identifiers.TABLE, identifiers.in(spark).repartition(1 + random.nextInt(4)));
  }

  /** For the next run; unchanged rows keep theirs. */
  static void write(TestLake lake, Table table, Dataset<Row> rows) {
    lake.writing(table, lake.nextRun()).overwrite(table, rows);
  }
}
