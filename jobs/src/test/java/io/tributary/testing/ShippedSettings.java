package io.tributary.testing;

import io.tributary.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings in {@code conf/}, as they are shipped. */
public final class ShippedSettings {

  private ShippedSettings() {}

  /** Settings from some files of the folder, as if {@code tributary.conf} included only these. */
  public static Settings of(String... files) {
    StringBuilder hocon = new StringBuilder();
    for (String file : files) {
      hocon.append(text(Path.of("..", "conf", file))).append('\n');
    }
    return Settings.of(hocon.toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
