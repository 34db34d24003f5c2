package io.tributary.job;

/** Is told how a run goes on; prints or stays silent. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT = new Progress() {};

  default void started(Job job, int position, int total) {}

  default void finished(JobOutcome outcome) {}
}
