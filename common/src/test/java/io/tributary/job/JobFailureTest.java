package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobFailureTest {

  @Test
  void saysWhatWhyAndWhatToDo() {
    JobFailure failure = JobFailure.busy("The lake is in use.", "Run 7 writes.", "Try again.");
    assertThat(failure)
        .hasMessage("The lake is in use. Run 7 writes. Try again.")
        .extracting(JobFailure::what, JobFailure::why, JobFailure::remedy)
        .containsExactly("The lake is in use.", "Run 7 writes.", "Try again.");
  }

  @Test
  void givesEachCategoryItsExitCode() {
    assertThat(JobFailure.config("", "", "").exitCode()).isEqualTo(2);
    assertThat(JobFailure.input("", "", "").exitCode()).isEqualTo(3);
    assertThat(JobFailure.quality("", "", "").exitCode()).isEqualTo(3);
    assertThat(JobFailure.delivery("", "", "").exitCode()).isEqualTo(4);
    assertThat(JobFailure.busy("", "", "").exitCode()).isEqualTo(4);
  }

  @Test
  void keepsTheFirstCause() {
    Exception first = new IllegalStateException("first");
    JobFailure failure = JobFailure.delivery("", "", "").because(first);
    assertThat(failure.because(new IllegalStateException("second"))).hasCause(first);
  }
}
