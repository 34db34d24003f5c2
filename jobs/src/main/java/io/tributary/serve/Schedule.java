package io.tributary.serve;

/** When a destination gets files. */
public enum Schedule {
  /** With each hourly run, and with the nightly one. */
  HOURLY,
  /** With the nightly run only. */
  NIGHTLY
}
