package io.tributary.bench;

import io.tributary.bench.NightProcess.Signal;
import io.tributary.bench.Timeline.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/**
 * Nights that are killed in the middle, started again and killed again, until they are let to end;
 * then all tables and files must be those of an undisturbed night.
 */
final class KilledNights {
  private static final int POLL_MILLIS = 5;

  private final Installation installation;
  private final SparkSession session;
  private final List<Timeline> timelines = new ArrayList<>();
  private final List<Contents> undisturbed = new ArrayList<>();

  /** One kill. */
  record Kill(int night, Moment moment, String ranJob) {}

  /**
   * What came of a night.
   *
   * @param missed moments that did not come, since the night was over first
   * @param differences from the undisturbed one; none is good
   */
  record Outcome(List<Kill> kills, int missed, List<String> differences) {}

  /**
   * @param session reads the tables to compare them
   */
  KilledNights(Installation installation, SparkSession session) {
    this.installation = installation;
    this.session = session;
  }

  /** Runs the next night undisturbed: what it leaves is the measure. */
  void prepareNight() throws IOException, InterruptedException {
    int night = timelines.size();
    installation.deliver(night);
    installation.save(before(night));
    NightProcess process = start(night, "undisturbed");
    timelines.add(Timeline.follow(process, live()));
    requireSuccess(process, night);
    undisturbed.add(Contents.of(session, live()));
  }

  /**
   * Kills a night once in each of some stages.
   *
   * @param stages in the order of the pipeline; a stage may come several times
   */
  Outcome kill(int night, List<String> stages, Random random)
      throws IOException, InterruptedException {
    installation.restore(before(night));
    List<Kill> kills = new ArrayList<>();
    int missed = 0;
    for (String stage : stages) {
      Signal signal = Signal.BOTH.get(random.nextInt(Signal.BOTH.size()));
      Moment moment = timelines.get(night).draw(stage, random, signal);
      NightProcess process = start(night, "killed");
      if (hasCome(moment, process)) {
        int position = process.finished().size();
        process.signal(signal);
        kills.add(new Kill(night, moment, name(night, position)));
      } else {
        missed++;
      }
      process.await();
    }
    int exit = start(night, "killed").await();
    List<String> differences =
        exit == 0
            ? undisturbed.get(night).differences(Contents.of(session, live()))
            : List.of("the run after the kills ended with exit code " + exit);
    return new Outcome(kills, missed, differences);
  }

  /** Waits for a moment; false when the night is over first. */
  private boolean hasCome(Moment moment, NightProcess process) throws InterruptedException {
    while (process.isAlive() && !moment.hasCome(process, live())) {
      Thread.sleep(POLL_MILLIS);
    }
    Thread.sleep(moment.delayMillis());
    return process.isAlive();
  }

  private String name(int night, int position) {
    List<Timeline.Entry> jobs = timelines.get(night).jobs();
    return position < jobs.size() ? jobs.get(position).job().name() : "behind the last job";
  }

  private NightProcess start(int night, String what) throws IOException {
    Path log = installation.directory().resolve(what + "-" + night + ".log");
    return NightProcess.start(installation, installation.day(night), log);
  }

  private static void requireSuccess(NightProcess process, int night) throws InterruptedException {
    int exit = process.await();
    if (exit != 0) {
      throw new IllegalStateException("Night " + night + " ended with exit code " + exit);
    }
  }

  private Path live() {
    return installation.live();
  }

  private static String before(int night) {
    return "before-" + night;
  }
}
