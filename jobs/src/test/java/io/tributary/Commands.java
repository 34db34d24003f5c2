package io.tributary;

/** The command line, for tests of other packages. */
public final class Commands {
  private Commands() {}

  public static int execute(String... command) {
    return Main.execute(command);
  }
}
