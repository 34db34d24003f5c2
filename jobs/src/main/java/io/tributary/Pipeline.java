package io.tributary;

import io.tributary.config.Settings;
import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import java.util.List;
import java.util.Optional;

/** The one list of jobs, in the order in which they run. */
public final class Pipeline {
  private static final List<String> NAMES = List.of("nightly", "hourly", "weekly");

  private final List<Job> jobs;

  private Pipeline(List<Job> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  /**
   * Makes all jobs from the settings.
   *
   * @throws JobFailure CONFIG when a section or a definition does not bind
   */
  public static Pipeline of(Settings settings) {
    return new Pipeline(List.of());
  }

  /**
   * The jobs of a pipeline, or of one stage of it.
   *
   * @throws JobFailure CONFIG when there is no such pipeline or stage
   */
  public List<Job> jobs(String pipeline, Optional<String> stage) {
    if (!NAMES.contains(pipeline)) {
      throw JobFailure.config(
          "No pipeline '" + pipeline + "'", "there are " + String.join(", ", NAMES), "choose one");
    }
    if (stage.isEmpty()) {
      return jobs;
    }
    List<Job> chosen = jobs.stream().filter(job -> job.stage().equals(stage.get())).toList();
    if (chosen.isEmpty()) {
      throw JobFailure.config(
          "No stage '" + stage.get() + "' in " + pipeline,
          "stages are " + String.join(", ", jobs.stream().map(Job::stage).distinct().toList()),
          "choose one");
    }
    return chosen;
  }

  /**
   * One job by its name.
   *
   * @throws JobFailure CONFIG when there is none
   */
  public Job job(String name) {
    return jobs.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                JobFailure.config(
                    "No job '" + name + "'", "tributary plan lists them", "choose one of these"));
  }
}
