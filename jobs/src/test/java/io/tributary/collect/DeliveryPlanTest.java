package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collect.FileEntry.State;
import io.tributary.config.Settings;
import io.tributary.lake.Files.Found;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliveryPlanTest {
  private static final Instant AS_OF = Instant.parse("2026-11-08T17:00:00Z");
  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 8);

  private SourceContract contract = contract("me");

  /** Contents whose lines break the contract. */
  private final Set<String> nonsense = new HashSet<>();

  private final Map<String, SourceFiles.Candidate> landing = new TreeMap<>();
  private final Map<String, String> contents = new TreeMap<>();
  private final Map<String, FileEntry> ledger = new TreeMap<>();

  /** File ids of the rows in bronze. */
  private final Set<String> bronze = new HashSet<>();

  private int clock;

  @Test
  void keepsTheRowsOfARenamedFile() {
    write("a", "one");
    night();
    rename("a", "b");
    write("a", "two");
    night();

    assertThat(loaded()).containsExactly("a two", "b one");
    assertThat(states()).containsExactly("a LOADED", "b LOADED");
  }

  @Test
  void keepsTheRowsOfFilesThatSwapTheirNames() {
    write("a", "one");
    write("b", "two");
    night();
    swap("a", "b");
    night();

    assertThat(loaded()).containsExactly("a two", "b one");
  }

  @Test
  void takesTheRowsAwayWhenAFileAndItsCopyBothChange() {
    write("a", "one");
    write("b", "one");
    night();
    write("a", "two");
    write("b", "three");
    night();

    assertThat(loaded()).containsExactly("a two", "b three");
  }

  @Test
  void keepsTheRowsOfAnUnchangedCopy() {
    write("a", "one");
    write("b", "one");
    write("c", "one");
    night();
    write("a", "two");
    write("c", "one");
    night();

    assertThat(loaded()).containsExactly("a two", "b one");
    assertThat(states()).containsExactly("a LOADED", "b LOADED", "b SUPERSEDED", "c DUPLICATE");
  }

  @Test
  void holdsExactlyWhatLiesInLandingWhateverIsRenamedCopiedAndOverwritten() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      landing.clear();
      ledger.clear();
      bronze.clear();
      for (int night = 0; night < 6; night++) {
        change(random);
        night();
        assertThat(loadedContents()).as("seed %d, night %d", seed, night).isEqualTo(delivered());
        assertThat(night()).as("seed %d, night %d again", seed, night).isEmpty();
      }
    }
  }

  @Test
  void takesAFileOnceItCanBeRead() {
    write("a", "one");
    write("b", "two");
    String path = landing.get("a").found().path();
    String content = contents.remove(path);
    night();
    assertThat(states()).containsExactly("a REFUSED", "b LOADED");

    assertThat(night()).as("nothing changed").isEmpty();
    contents.put(path, content);
    night();
    assertThat(loaded()).containsExactly("a one", "b two");
    assertThat(states()).containsExactly("a LOADED", "a SUPERSEDED", "b LOADED");
  }

  /** Nothing was delivered by it, under whatever name it comes again. */
  @Test
  void refusesACopyOfWhatIsRefusedAndTriesItAgainWithIt() {
    nonsense.add("one");
    write("a", "one");
    write("b", "one");
    night();
    assertThat(states()).containsExactly("a REFUSED", "b REFUSED");
    write("c", "one");
    night();
    assertThat(states()).containsExactly("a REFUSED", "b REFUSED", "c REFUSED");
    assertThat(ledger.values())
        .filteredOn(entry -> !entry.file().path().equals("a"))
        .allSatisfy(
            entry ->
                assertThat(entry.reason())
                    .startsWith("same content as a, which was refused: 1 of 1 lines"));
    assertThat(night()).as("nothing changed").isEmpty();

    landing.remove("a");
    mend();
    night();
    assertThat(loaded()).containsExactly("b one");
    assertThat(states()).containsExactly("b LOADED", "b SUPERSEDED", "c DUPLICATE");
    assertThat(night()).as("nothing changed").isEmpty();
  }

  @Test
  void keepsWhatAPathHeldWhileACopyOfWhatIsRefusedLiesThere() {
    write("a", "good");
    nonsense.add("bad");
    write("b", "bad");
    night();
    write("a", "bad");
    night();
    assertThat(loaded()).containsExactly("a good");

    mend();
    night();
    assertThat(loaded()).containsExactly("a bad");
    assertThat(states()).contains("a SUPERSEDED", "b DUPLICATE");
  }

  @Test
  void keepsWhatAPathHeldWhenARefusedFileIsRenamedToIt() {
    write("a", "good");
    nonsense.add("bad");
    write("b", "bad");
    night();
    rename("b", "a");
    write("b", "new");
    night();

    assertThat(loaded()).containsExactly("a good", "b new");
    assertThat(states()).containsExactly("a LOADED", "a REFUSED", "b LOADED");
  }

  @Test
  void holdsEachFileOfARefusedContentUntilTheContractIsMended() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      landing.clear();
      ledger.clear();
      bronze.clear();
      nonsense.addAll(List.of("content 0", "content 1", "content 2"));
      for (int night = 0; night < 5; night++) {
        change(random);
        night();
        Set<String> bad = new TreeSet<>(landing.keySet());
        bad.removeIf(name -> !nonsense.contains(content(name)));
        assertThat(refusedInLanding()).as("seed %d, night %d", seed, night).isEqualTo(bad);
        assertThat(night()).as("seed %d, night %d again", seed, night).isEmpty();
      }
      mend();
      night();
      assertThat(refusedInLanding()).as("seed %d, mended", seed).isEmpty();
      assertThat(loadedContents()).as("seed %d, mended", seed).isEqualTo(delivered());
      assertThat(night()).as("seed %d, mended again", seed).isEmpty();
    }
  }

  private void mend() {
    nonsense.clear();
    contract = contract("owner " + clock++);
  }

  private static SourceContract contract(String owner) {
    return Settings.of(
            """
            log {
              kind = products, path = "x/*", delivered-on = "yyyy-MM-dd", delivers = log
              format = csv, natural-key = [sku], owner = "%s", fields { sku = a }
              terms { basis = none, purposes = [], retention = 1d }
            }
            """
                .formatted(owner))
        .bind("log", SourceContract.class);
  }

  /** The files that lie there and stand refused. */
  private Set<String> refusedInLanding() {
    Landing now = new Landing(Map.of("log", List.copyOf(landing.values())), Set.of(), DAY, FAR);
    return ledger.values().stream()
        .filter(entry -> entry.state() == State.REFUSED && now.mayHold(entry.file()))
        .map(entry -> entry.file().path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String digest(String path) throws IOException {
    String content = contents.get(path);
    if (content == null) {
      throw new AccessDeniedException("somebody's file");
    }
    return content;
  }

  private void change(Random random) {
    List<String> names = List.of("a", "b", "c", "d", "e");
    for (int i = 0; i < 4; i++) {
      String name = names.get(random.nextInt(names.size()));
      String other = names.get(random.nextInt(names.size()));
      boolean areThere = landing.containsKey(name) && landing.containsKey(other);
      switch (random.nextInt(4)) {
        case 0 -> write(name, "content " + random.nextInt(8));
        case 1 -> {
          if (areThere) {
            swap(name, other);
          }
        }
        case 2 -> {
          if (landing.containsKey(name)) {
            write(other, content(name));
          }
        }
        default -> {
          if (landing.containsKey(name)) {
            rename(name, other);
            write(name, "content " + random.nextInt(8));
          }
        }
      }
    }
  }

  private List<FileEntry> night() {
    DeliveryPlan plan = new DeliveryPlan(ledger.values(), this::digest, "run", AS_OF);
    landing.values().forEach(file -> plan.consider("log", contract, file));
    plan.decide();
    Map<String, Staging.Finding> findings = new TreeMap<>();
    plan.deliveries().forEach(delivery -> findings.put(delivery.file().fileId(), found(delivery)));
    FileDecisions decisions = new FileDecisions(Map.of("log", contract), "run", AS_OF);
    decisions.decide(plan, findings, DeliveryPlanTest::reasons, List.copyOf(ledger.values()));
    decisions.superseded().forEach(entry -> bronze.remove(entry.file().fileId()));
    decisions.accepted().forEach(entry -> bronze.add(entry.file().fileId()));
    decisions.entries().forEach(entry -> ledger.put(entry.file().fileId(), entry));
    return decisions.entries();
  }

  private Staging.Finding found(DeliveryPlan.Delivery delivery) {
    return nonsense.contains(delivery.file().contentSha256())
        ? new Staging.Finding(1, 0, 1, 0, null)
        : new Staging.Finding(1, 1, 0, 0, null);
  }

  private static Map<String, Map<Reason, Long>> reasons(List<String> ids) {
    return ids.stream()
        .collect(Collectors.toMap(id -> id, id -> Map.of(new Reason("sku", "required"), 1L)));
  }

  private void write(String name, String content) {
    put(name, content, AS_OF.plusSeconds(clock++));
  }

  private void put(String name, String content, Instant modifiedAt) {
    // The path bears content and time, so that a moved file takes them along.
    String path = name + "@" + clock++;
    contents.put(path, content);
    Found found = new Found(path, name, content.length(), modifiedAt);
    landing.put(name, new SourceFiles.Candidate(found, DAY, null));
  }

  private void rename(String from, String to) {
    SourceFiles.Candidate file = Objects.requireNonNull(landing.get(from));
    String content = content(from);
    landing.remove(from);
    put(to, content, file.found().modifiedAt());
  }

  private void swap(String left, String right) {
    SourceFiles.Candidate file = Objects.requireNonNull(landing.get(left));
    String content = content(left);
    if (!left.equals(right)) {
      rename(right, left);
      put(right, content, file.found().modifiedAt());
    }
  }

  private String content(String name) {
    return Objects.requireNonNull(
        contents.get(Objects.requireNonNull(landing.get(name)).found().path()));
  }

  private Set<String> delivered() {
    Set<String> delivered = new TreeSet<>();
    landing.keySet().forEach(name -> delivered.add(content(name)));
    return delivered;
  }

  /** Contents in bronze, each once, all of them loaded by the ledger. */
  private Set<String> loadedContents() {
    Set<String> loaded = new TreeSet<>();
    for (FileEntry entry : ledger.values()) {
      boolean isThere = bronze.contains(entry.file().fileId());
      assertThat(isThere).isEqualTo(entry.state() == State.LOADED);
      if (isThere) {
        assertThat(loaded.add(entry.file().contentSha256())).isTrue();
      }
    }
    return loaded;
  }

  private List<String> loaded() {
    loadedContents();
    return ledger.values().stream()
        .filter(entry -> entry.state() == State.LOADED)
        .map(entry -> entry.file().path() + " " + entry.file().contentSha256())
        .sorted()
        .toList();
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    ledger.values().forEach(entry -> states.add(entry.file().path() + " " + entry.state()));
    Collections.sort(states);
    return states;
  }
}
