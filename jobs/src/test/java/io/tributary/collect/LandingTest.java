package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collect.SourceFiles.Candidate;
import io.tributary.lake.Files.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LandingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 8);
  private static final Instant WRITTEN = Instant.parse("2026-11-08T17:00:00Z");
  private static final Instant SETTLED_BY = WRITTEN.plusSeconds(600);
  private static final String PATH = "wishes/a_2026-11-08.csv";
  private static final DeliveredFile REFUSED = file(PATH, DAY);

  @Test
  void holdsTheVeryFileAndNotAnotherOneOfItsName() {
    assertThat(landing(candidate(PATH, 7, WRITTEN, DAY)).mayHold(REFUSED)).isTrue();
    assertThat(landing(candidate(PATH, 8, WRITTEN, DAY)).mayHold(REFUSED)).isFalse();
    assertThat(landing(candidate(PATH, 7, WRITTEN.plusMillis(1), DAY)).mayHold(REFUSED)).isFalse();
    assertThat(landing(candidate("wishes/b_2026-11-08.csv", 7, WRITTEN, DAY)).mayHold(REFUSED))
        .isFalse();
    assertThat(landing().mayHold(REFUSED)).isFalse();
  }

  @Test
  void holdsWhileTheFileIsUploadedAgain() {
    Instant now = SETTLED_BY.plusMillis(1);
    Landing landing = landing(candidate(PATH, 3, now, DAY));

    assertThat(landing.mayHold(REFUSED)).isTrue();
    assertThat(landing.ready()).containsEntry("wishes", List.of());
    assertThat(landing(candidate("wishes/b_2026-11-08.csv", 3, now, DAY)).mayHold(REFUSED))
        .isFalse();
  }

  @Test
  void holdsWhatLiesInAFolderThatCannotBeListed() {
    assertThat(unreadable("wishes").mayHold(REFUSED)).isTrue();
    assertThat(unreadable("wish").mayHold(REFUSED)).isFalse();
    assertThat(unreadable("wishes/more").mayHold(REFUSED)).isFalse();
    assertThat(unreadable("in/2026").mayHold(file("in/2026/11/a.csv", null))).isTrue();
    assertThat(unreadable("in/a.csv").mayHold(file("in/a.csv", null))).as("a folder").isTrue();
  }

  @Test
  void waitsForTheFilesOfLaterDays() {
    Candidate tomorrow = candidate(PATH, 7, WRITTEN, DAY.plusDays(1));
    Candidate today = candidate(PATH, 7, WRITTEN, DAY);
    Candidate undated = candidate(PATH, 7, WRITTEN, null);

    assertThat(landing(tomorrow).mayHold(REFUSED)).isFalse();
    assertThat(landing(tomorrow, today, undated).ready())
        .containsEntry("wishes", List.of(today, undated));
  }

  private static Landing landing(Candidate... candidates) {
    return new Landing(Map.of("wishes", List.of(candidates)), Set.of(), DAY, SETTLED_BY);
  }

  private static Landing unreadable(String folder) {
    return new Landing(Map.of("wishes", List.of()), Set.of(folder), DAY, SETTLED_BY);
  }

  private static Candidate candidate(
      String path, long bytes, Instant modifiedAt, @Nullable LocalDate day) {
    return new Candidate(new Found("/landing/" + path, path, bytes, modifiedAt), day, null);
  }

  private static DeliveredFile file(String path, @Nullable LocalDate deliveredOn) {
    return new DeliveredFile(
        "id", "wishes", path, "sha", 7, WRITTEN, deliveredOn, "events", "contract");
  }
}
