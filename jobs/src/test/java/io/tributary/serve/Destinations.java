package io.tributary.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Destinations for tests, each with a folder of its name below the outbox. */
final class Destinations {

  private Destinations() {}

  static Destination ads(String name, Format format, Mode mode, int minimum, String... columns) {
    return of(name, format, new Destination.Consent("ads", "ads"), mode, minimum, columns);
  }

  static Destination of(
      String name,
      Format format,
      Destination.Consent consent,
      Mode mode,
      int minimum,
      String... columns) {
    return new Destination(
        name,
        format.id(),
        consent,
        List.of("vip"),
        mode,
        minimum,
        List.of(columns),
        Optional.empty(),
        new Destination.Target(
            Optional.of(new Destination.Folder("delivered/" + name)), Optional.empty()));
  }

  /** The same destination with other segments. */
  static Destination sending(Destination destination, String... segments) {
    return new Destination(
        destination.name(),
        destination.format(),
        destination.consent(),
        List.of(segments),
        destination.mode(),
        destination.minimumSize(),
        destination.columns(),
        destination.schedule(),
        destination.drop());
  }

  static Map<String, Destination> byName(Destination... destinations) {
    Map<String, Destination> byName = new LinkedHashMap<>();
    for (Destination destination : destinations) {
      byName.put(destination.name(), destination);
    }
    return byName;
  }
}
