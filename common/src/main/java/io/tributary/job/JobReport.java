package io.tributary.job;

import io.tributary.lake.TableWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one job says of its run: what it wrote, what it counted, what a person should know. Safe for
 * use by several threads. Never holds personal data.
 */
public final class JobReport {
  private final Map<String, TableWrite> writes = new LinkedHashMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<JobFailure> deferred = new ArrayList<>();

  /** Told by the lake. */
  public synchronized void wrote(TableWrite write) {
    writes.merge(
        write.table().qualifiedName(),
        write,
        (earlier, later) ->
            new TableWrite(
                later.table(),
                later.version(),
                earlier.isNew() || later.isNew(),
                earlier.rows() + later.rows()));
  }

  /** Adds to a figure of the job, for example {@code rejected crm}. */
  public synchronized void count(String what, long howMany) {
    counts.merge(what, howMany, Long::sum);
  }

  /** A sentence for the person who reads the run's output. */
  public synchronized void note(String sentence) {
    notes.add(sentence);
  }

  /** A failure that must not keep the rest from running; the run ends with its exit code. */
  public synchronized void defer(JobFailure failure) {
    deferred.add(failure);
  }

  public synchronized Map<String, TableWrite> writes() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(writes));
  }

  public synchronized Map<String, Long> counts() {
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  public synchronized List<JobFailure> deferred() {
    return List.copyOf(deferred);
  }
}
