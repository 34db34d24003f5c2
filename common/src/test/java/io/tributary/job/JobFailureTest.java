package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobFailureTest {

  @Test
  void saysWhatWhyAndWhatToDoAsSentences() {
    JobFailure failure = JobFailure.input("File x.csv is refused", "it has no header.", "add one");

    assertThat(failure).hasMessage("File x.csv is refused. It has no header. To do: add one.");
  }

  @Test
  void joinsFailuresUnderTheCategoryOfTheFirst() {
    JobFailure all =
        JobFailure.all(
            List.of(JobFailure.delivery("a", "b", "c"), JobFailure.quality("d", "e", "f")));

    assertThat(all.category().exitCode()).isEqualTo(4);
    assertThat(all).hasMessageContaining("A. B. To do: c.").hasMessageContaining("D. E. To do: f.");
  }
}
