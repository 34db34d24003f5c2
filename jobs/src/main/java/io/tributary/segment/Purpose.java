package io.tributary.segment;

import java.util.Locale;

/** What members of a segment may be processed for; consents are asked for the same purposes. */
public enum Purpose {
  MARKETING,
  ADS,
  PROFILING;

  /** As it stands in consents. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
