package io.tributary.serve;

import io.tributary.job.JobFailure;
import io.tributary.job.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends the fixed files of an audience, the manifest last. */
final class Publisher {

  /** How a drop is opened. */
  @FunctionalInterface
  interface Drops {
    Drop open(Destination.Target target, Path outbox);
  }

  private final Run run;
  private final Path outbox;
  private final Path folder;
  private final Drops drops;

  Publisher(Run run, Path outbox, Path folder, Drops drops) {
    this.run = run;
    this.outbox = outbox;
    this.folder = folder;
    this.drops = drops;
  }

  /**
   * How the deliveries of one audience ended. A failure is deferred, so that the other audiences
   * are sent; then all of them count as failed and are sent again, since without the manifest the
   * receiver must not use any.
   */
  List<Delivery> publish(Audience audience, List<Delivery> deliveries) {
    List<PreparedFile> parts = deliveries.stream().map(d -> d.file(folder)).toList();
    try {
      Drop drop = drops.open(audience.destination().drop(), outbox);
      List<Receipt> receipts = new ArrayList<>();
      for (PreparedFile part : parts) {
        receipts.add(drop.publish(part));
      }
      drop.publish(manifest(audience, parts));
      List<Delivery> published = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        published.add(deliveries.get(i).published(receipts.get(i).attempts(), run.asOf()));
        run.report().count("files published", 1);
        run.report().count("rows published", parts.get(i).rows());
      }
      return published;
    } catch (JobFailure failure) {
      run.report().defer(failure);
      String reason = String.valueOf(failure.getMessage());
      return deliveries.stream().map(delivery -> delivery.failed(reason)).toList();
    }
  }

  private PreparedFile manifest(Audience audience, List<PreparedFile> parts) {
    Destination destination = audience.destination();
    String interval = FileName.interval(run.asOf(), run.zone());
    return new Manifest(
            destination.name(),
            audience.segment(),
            audience.format().id(),
            destination.mode(),
            run.asOf(),
            destination.consent().channel(),
            audience.neededPurposes(),
            parts)
        .write(folder, FileName.manifest(destination.name(), audience.segment(), interval));
  }
}
