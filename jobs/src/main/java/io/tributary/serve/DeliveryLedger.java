package io.tributary.serve;

import io.tributary.tables.gold.Deliveries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What {@code gold.deliveries} knows before a run. The deliveries of one audience and interval end
 * together: they are PUBLISHED when the manifest that names them is.
 *
 * @param deliveries few for each night and audience
 * @param asOf end of this run's data interval
 */
record DeliveryLedger(List<Delivery> deliveries, Instant asOf) {

  /** Reads all rows of the table: their number does not grow with the customers. */
  static DeliveryLedger read(Dataset<Row> rows, Instant asOf) {
    return new DeliveryLedger(
        rows
            .select(
                Deliveries.TABLE.columns().stream()
                    .map(rows::col)
                    .toArray(org.apache.spark.sql.Column[]::new))
            .collectAsList()
            .stream()
            .map(Delivery::of)
            .toList(),
        asOf);
  }

  /** Whether later data went out, or may have: a destination's audience only moves forward. */
  boolean isPast(Audience audience) {
    return of(audience)
        .anyMatch(
            delivery ->
                delivery.asOf().isAfter(asOf) && delivery.state() != Delivery.State.REFUSED);
  }

  /** Whether this interval was delivered. */
  boolean isDone(Audience audience) {
    return ofInterval(audience).anyMatch(d -> d.state() == Delivery.State.PUBLISHED);
  }

  /** Whether anything was ever delivered, or may have been. */
  boolean maySomethingBeThere(Audience audience) {
    return of(audience).anyMatch(d -> d.state() != Delivery.State.REFUSED);
  }

  /** A destination and a segment that something was sent of, or may have been. */
  record Sent(String destination, String segment) {
    boolean isOf(Audience audience) {
      return audience.name().equals(destination) && audience.segment().equals(segment);
    }
  }

  /** All of these, in order. */
  List<Sent> sent() {
    return deliveries.stream()
        .filter(delivery -> delivery.state() != Delivery.State.REFUSED)
        .map(delivery -> new Sent(delivery.destination(), delivery.segment()))
        .distinct()
        .sorted(Comparator.comparing(Sent::destination).thenComparing(Sent::segment))
        .toList();
  }

  /** Whether the receiver's whole list is known to be empty. */
  boolean isEmptied(Audience audience) {
    return of(audience)
        .filter(delivery -> delivery.state() != Delivery.State.REFUSED)
        .max(Comparator.comparing(Delivery::asOf))
        .filter(last -> last.content() == Content.FULL && last.rows() == 0)
        .filter(last -> last.state() == Delivery.State.PUBLISHED)
        .isPresent();
  }

  /** Deliveries of this interval that an earlier attempt did not bring to an end. */
  List<Delivery> open(Audience audience) {
    return ofInterval(audience)
        .filter(Delivery::isOpen)
        .sorted(Comparator.comparing(Delivery::content))
        .toList();
  }

  /** Whether there are such deliveries, with all their files as they were fixed. */
  boolean canResume(Audience audience, Path folder) {
    List<Delivery> open = open(audience);
    return !open.isEmpty() && open.stream().allMatch(delivery -> isThere(delivery.file(folder)));
  }

  /** An earlier attempt at the same file. */
  Optional<Delivery> attempt(String deliveryId) {
    return deliveries.stream()
        .filter(delivery -> delivery.id().equals(deliveryId) && delivery.isOpen())
        .findFirst();
  }

  /** Deliveries of earlier intervals that nobody will finish now. */
  Stream<Delivery> overtaken(Audience audience) {
    return of(audience)
        .filter(delivery -> delivery.asOf().isBefore(asOf))
        .filter(delivery -> delivery.state() == Delivery.State.PREPARED);
  }

  private Stream<Delivery> of(Audience audience) {
    return deliveries.stream().filter(delivery -> delivery.isOf(audience));
  }

  private Stream<Delivery> ofInterval(Audience audience) {
    return of(audience).filter(delivery -> delivery.asOf().equals(asOf));
  }

  private static boolean isThere(PreparedFile fixed) {
    return Files.isRegularFile(fixed.path())
        && PreparedFile.reopen(fixed.path(), fixed.rows()).equals(fixed);
  }
}
