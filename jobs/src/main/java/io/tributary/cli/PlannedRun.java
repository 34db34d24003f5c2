package io.tributary.cli;

import io.tributary.Pipeline;
import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import java.util.List;

/**
 * What a run is made of: settings, and the jobs that they give.
 *
 * @param whole all jobs of the pipeline
 * @param jobs those to run
 */
record PlannedRun(Workspace workspace, List<Job> whole, List<Job> jobs) {

  /**
   * @param stages that are to run; empty = all
   * @param isFull whether all records are compared anew
   * @throws JobFailure CONFIG when settings or definitions are wrong, or there is no such pipeline
   *     or stage
   */
  static PlannedRun of(Workspace workspace, String pipeline, List<String> stages, boolean isFull) {
    Pipeline all = Pipeline.of(workspace.settings());
    List<Job> whole = all.jobs(pipeline, List.of());
    List<Job> jobs = all.jobs(pipeline, stages);
    workspace.settings().refuseUnknownKeys();
    return new PlannedRun(workspace, whole, isFull ? Pipeline.full(jobs) : jobs);
  }

  /** All that it was made from, as text: settings, and what each job says of its definitions. */
  String text() {
    StringBuilder text = new StringBuilder(workspace.settings().text());
    whole.forEach(job -> text.append('\n').append(job.settings()));
    return text.toString();
  }
}
