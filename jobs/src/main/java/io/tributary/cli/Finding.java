package io.tributary.cli;

/**
 * One thing that the doctor looked at.
 *
 * @param what was looked at
 * @param says what was found
 * @param remedy what to do; empty when all is well
 */
record Finding(Level level, String what, String says, String remedy) {

  /** How bad it is: a BAD finding keeps a run from its work, a WARN one may. */
  enum Level {
    OK,
    WARN,
    BAD
  }

  static Finding ok(String what, String says) {
    return new Finding(Level.OK, what, says, "");
  }

  static Finding warn(String what, String says, String remedy) {
    return new Finding(Level.WARN, what, says, remedy);
  }

  static Finding bad(String what, String says, String remedy) {
    return new Finding(Level.BAD, what, says, remedy);
  }
}
