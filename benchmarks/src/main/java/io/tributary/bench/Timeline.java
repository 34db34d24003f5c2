package io.tributary.bench;

import io.tributary.bench.NightProcess.JobLine;
import io.tributary.bench.NightProcess.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How an undisturbed night went: each job with how long it took and the steps that could be seen of
 * it. Moments to kill another one are drawn from it.
 */
record Timeline(List<Entry> jobs) {
  private static final int POLL_MILLIS = 10;
  private static final int SHORTLY_AFTER_A_STEP_MILLIS = 250;

  /**
   * @param steps paths of commits and files, below the installation
   */
  record Entry(JobLine job, List<String> steps) {}

  /**
   * A moment in which to end a night.
   *
   * @param position of the job, which must be reached
   * @param step must be there too; null when the job's begin is enough
   * @param delayMillis from then on
   */
  record Moment(JobLine job, int position, @Nullable String step, long delayMillis, Signal signal) {

    boolean hasCome(NightProcess night, Path live) {
      return night.finished().size() >= position
          && (step == null || java.nio.file.Files.exists(live.resolve(step)));
    }
  }

  /** Follows a night to its end. */
  static Timeline follow(NightProcess night, Path live) throws InterruptedException {
    Set<String> seen = VisibleSteps.of(live);
    List<List<String>> steps = new ArrayList<>();
    boolean isAlive = true;
    while (isAlive) {
      isAlive = night.isAlive();
      int position = night.finished().size();
      while (steps.size() <= position) {
        steps.add(new ArrayList<>());
      }
      TreeSet<String> fresh = VisibleSteps.of(live);
      fresh.removeAll(seen);
      steps.get(position).addAll(fresh);
      seen.addAll(fresh);
      Thread.sleep(POLL_MILLIS);
    }
    night.await();
    List<JobLine> finished = night.finished();
    List<Entry> jobs = new ArrayList<>();
    for (int i = 0; i < finished.size(); i++) {
      jobs.add(new Entry(finished.get(i), i < steps.size() ? steps.get(i) : List.of()));
    }
    return new Timeline(jobs);
  }

  /** A moment in a stage: while a job works, or right after one of its commits or files. */
  Moment draw(String stage, Random random, Signal signal) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).job().stage().equals(stage)) {
        positions.add(i);
      }
    }
    int position = positions.get(random.nextInt(positions.size()));
    Entry entry = jobs.get(position);
    boolean isAfterStep = !entry.steps().isEmpty() && random.nextBoolean();
    String step = isAfterStep ? entry.steps().get(random.nextInt(entry.steps().size())) : null;
    long within = isAfterStep ? SHORTLY_AFTER_A_STEP_MILLIS : Math.max(1, entry.job().millis());
    return new Moment(entry.job(), position, step, random.nextLong(within), signal);
  }
}
