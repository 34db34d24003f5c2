package io.tributary.serve;

import static java.util.Objects.requireNonNull;

import io.tributary.config.NearestName;
import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One segment for one destination: what a delivery is about.
 *
 * @param purpose what the segment's members may be processed for, as it stands in consents
 * @param isRetired whether the settings send it no more, so that what was sent is taken back
 */
record Audience(
    Destination destination, Format format, String segment, String purpose, boolean isRetired) {

  /**
   * All audiences of some destinations.
   *
   * @param purposes of each segment that is defined
   * @throws JobFailure of category CONFIG if a destination names another segment, or a format that
   *     there is not, or if two destinations have one name
   */
  static List<Audience> of(Collection<Destination> destinations, Map<String, String> purposes) {
    List<Audience> audiences = new ArrayList<>();
    for (Destination destination : destinations) {
      Format format = destination.fileFormat();
      for (String segment : destination.segments()) {
        require(destination, segment, purposes.keySet());
        audiences.add(
            new Audience(
                destination, format, segment, requireNonNull(purposes.get(segment)), false));
      }
    }
    long names = destinations.stream().map(Destination::name).distinct().count();
    if (names < destinations.size()) {
      throw JobFailure.config(
          "Two destinations have the same name.",
          "A destination's name stands in its files and in the ledger of what it holds.",
          "Give each file in conf/destinations a `name` of its own.");
    }
    return audiences;
  }

  /** An audience that was sent once and stands in the settings no more. */
  static Audience retired(Destination destination, String segment) {
    return new Audience(
        destination, destination.fileFormat(), segment, destination.consent().purpose(), true);
  }

  String name() {
    return destination.name();
  }

  /** The segment and its receiver, for sentences. */
  String title() {
    return segment + " for " + name();
  }

  /** What the file that carries the customers is. */
  Content content() {
    return destination.mode() == Mode.REPLACE ? Content.FULL : Content.ADD;
  }

  /** What a member must have agreed to: the destination's and the segment's purpose. */
  List<String> neededPurposes() {
    return Stream.of(destination.consent().purpose(), purpose).distinct().toList();
  }

  /** The answers that a member must have given, one to each needed purpose. */
  List<String> neededAnswers() {
    return neededPurposes().stream()
        .map(asked -> AudienceRows.answer(asked, destination.consent().channel()))
        .toList();
  }

  /** Whether single keys can be taken back, which needs a ledger of them. */
  boolean takesBackKeys() {
    return format.takesBack() && format.modes().contains(Mode.CHANGES);
  }

  /** The fewest rows that a file may have; a removal is never too small. */
  int fewestRows(Content content) {
    return content == Content.REMOVE ? 1 : destination.fewestRows();
  }

  /** The same for each attempt, so that a delivery is recognised. */
  String deliveryId(Content content, Instant asOf) {
    return Sha256.hex(String.join("|", name(), segment, content.name(), asOf.toString()));
  }

  private static void require(Destination destination, String segment, Set<String> segments) {
    if (!segments.contains(segment)) {
      throw JobFailure.config(
          "The destination "
              + destination.name()
              + " names the segment '"
              + segment
              + "'"
              + NearestName.hint(segment, segments),
          "There is no such segment in conf/segments.",
          "Correct `segments` of the destination, or define the segment.");
    }
    if (!FileName.isWord(segment)) {
      throw JobFailure.config(
          "The segment '" + segment + "' cannot be sent to " + destination.name() + ".",
          "Names of files are made of lower-case words joined by hyphens.",
          "Rename the segment.");
    }
  }
}
