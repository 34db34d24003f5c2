package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The calendar of a generated set: the nights that deliver files, and the 24 months before the
 * first of them. All times are local times of Asia/Ho_Chi_Minh, which has had the offset +07:00
 * throughout.
 */
record Nights(LocalDate first, int days) {
  static final ZoneOffset OFFSET = ZoneOffset.ofHours(7);
  static final int HISTORY_MONTHS = 24;
  static final int WEB_HISTORY_DAYS = 14;

  LocalDate last() {
    return first.plusDays(days - 1L);
  }

  LocalDateTime start() {
    return first.minusMonths(HISTORY_MONTHS).atStartOfDay();
  }

  /** The end of the last night. */
  LocalDateTime end() {
    return last().plusDays(1).atStartOfDay();
  }

  double weeks() {
    return ChronoUnit.SECONDS.between(start(), end()) / SECONDS_A_WEEK;
  }

  List<LocalDate> all() {
    return first.datesUntil(last().plusDays(1)).toList();
  }

  boolean happened(LocalDateTime at) {
    return at.isBefore(end());
  }

  boolean isHistory(LocalDateTime at) {
    return at.toLocalDate().isBefore(first);
  }

  static final double SECONDS_A_WEEK = 7 * 24 * 3600.0;

  static LocalDateTime plusWeeks(LocalDateTime start, double weeks) {
    return start.plusSeconds((long) (weeks * SECONDS_A_WEEK));
  }
}
