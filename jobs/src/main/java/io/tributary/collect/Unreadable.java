package io.tributary.collect;

import java.io.IOException;

/**
 * Why the bytes of a file cannot be had: nothing that the file or the contract could mend, so the
 * file is tried again in each run.
 */
final class Unreadable {
  private static final String START = "the file cannot be read (";

  private Unreadable() {}

  /** The class of a failure says enough; its message may name who may read the file. */
  static String reason(IOException e) {
    return START
        + e.getClass().getSimpleName()
        + "): let this account read it, and it is taken with the next run";
  }

  static boolean is(String reason) {
    return reason.startsWith(START);
  }
}
