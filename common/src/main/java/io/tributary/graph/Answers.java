package io.tributary.graph;

import io.tributary.exchange.Exchange;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * What the owners of ids know about them. A task asks once for an id, however many of its rows name
 * it: even an id that the whole graph names has no more questions than there are tasks.
 */
final class Answers {
  private Answers() {}

  /** The ids that one part asks for. */
  interface Wanted<T> extends Serializable {
    LongIndex ids(T part);
  }

  /** Questions, and the knowledge of the task that they came to. */
  private record Meeting(List<long[]> questions, LongMap known) {
    void answer(Exchange to) {
      for (long[] run : questions) {
        for (int i = 0; i < run.length; i += 2) {
          int position = known.find(run[i]);
          if (position >= 0) {
            to.add((int) run[i + 1], run[i], known.value(position));
          }
        }
      }
    }
  }

  /**
   * @param askers one object a partition
   * @param known one object a partition: what it knows about the ids that it owns
   * @return one object a partition of the askers: values of the wanted ids, as far as their owners
   *     know them
   */
  static <T> JavaRDD<LongMap> of(JavaRDD<T> askers, Wanted<T> wanted, JavaRDD<LongMap> known) {
    Exchange.Sender<T> ask =
        (task, part, to) -> {
          LongIndex ids = wanted.ids(part);
          for (int i = 0; i < ids.size(); i++) {
            to.add(Exchange.owner(ids.id(i), to.receivers()), ids.id(i), task);
          }
        };
    JavaRDD<List<long[]>> questions = Exchange.exchange(askers, known.getNumPartitions(), ask);
    return Exchange.exchange(
            Exchange.zip(questions, known, Meeting::new),
            askers.getNumPartitions(),
            (task, meeting, to) -> meeting.answer(to))
        .map(LongMap::of);
  }
}
