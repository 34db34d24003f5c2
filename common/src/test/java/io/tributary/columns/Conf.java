package io.tributary.columns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reference files that ship in {@code conf/}. */
final class Conf {

  private Conf() {}

  static Phones phones() {
    return Phones.of("VN", PhoneMigrations.parse("VN", read("phones/VN.csv")));
  }

  static Places places() {
    return Places.of(read("places/VN.csv"));
  }

  static String read(String file) {
    try {
      Path conf = Path.of(System.getProperty("project.root", ".."), "conf");
      return Files.readString(conf.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
