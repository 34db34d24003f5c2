package io.tributary.segment;

import io.tributary.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Definitions for tests, from text and as shipped. */
final class Definitions {
  static final Path ROOT = Path.of(System.getProperty("project.root"));

  private Definitions() {}

  /** A definition with this condition, as written under {@code who}. */
  static SegmentDefinition of(String who) {
    return with(who, "");
  }

  /** With more keys. */
  static SegmentDefinition with(String who, String more) {
    return Settings.of(
            "segment { sentence = a, owner = b, purpose = ads, who { %s }\n%s }"
                .formatted(who, more))
        .bind("segment", SegmentDefinition.class);
  }

  static Map<String, SegmentDefinition> shipped() {
    Map<String, SegmentDefinition> shipped = new TreeMap<>();
    for (String name :
        new String[] {
          "bought-product-a",
          "cart-abandoners",
          "just-bought",
          "prospects",
          "buyers",
          "vip",
          "vip-away-three-weeks"
        }) {
      Path file = ROOT.resolve("conf/segments/" + name + ".conf");
      shipped.put(name, Settings.definition(file, SegmentDefinition.class));
    }
    return shipped;
  }
}
