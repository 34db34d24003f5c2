package io.tributary.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.tributary.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings of one process: {@code tributary.conf}, over it the file named by {@code --conf},
 * over that each {@code --set key=value}. Sections are bound to records, strictly; after the last
 * binding {@link #refuseUnknownKeys} names every key that nobody asked for.
 */
public final class Settings {
  private final Config config;
  private final Path directory;
  private final Set<String> bound = new LinkedHashSet<>();

  private Settings(Config config, Path directory) {
    this.config = config;
    this.directory = directory;
  }

  /**
   * @param directory folder with {@code tributary.conf}, {@code sources/}, {@code segments/} …
   * @param file settings of this installation (for example {@code local.conf}), relative to the
   *     folder
   * @param overrides single keys, as given by {@code --set}
   * @throws JobFailure CONFIG when a file is missing or is no HOCON
   */
  public static Settings load(Path directory, Path file, Map<String, String> overrides) {
    Config defaults = parse(directory.resolve("tributary.conf"));
    Config chosen = parse(directory.resolve(file));
    Config set = ConfigFactory.empty();
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      set = parseOverride(override.getKey(), override.getValue()).withFallback(set);
    }
    return new Settings(resolve(set.withFallback(chosen).withFallback(defaults)), directory);
  }

  /** Settings from HOCON text, for tests and for definitions that stand alone. */
  public static Settings of(String hocon) {
    return new Settings(resolve(ConfigFactory.parseString(hocon)), Path.of("."));
  }

  /** The folder that the settings came from. */
  public Path directory() {
    return directory;
  }

  /**
   * Binds the section at {@code path} to a record.
   *
   * @throws JobFailure CONFIG naming every unknown key, missing key, wrong type and value out of
   *     range
   */
  public <T extends Record> T bind(String path, Class<T> type) {
    bound.add(path);
    if (!config.hasPath(path)) {
      throw JobFailure.config(
          "The settings have no section '" + path + "'",
          "conf/tributary.conf holds the default of every key",
          "restore the section from the distribution");
    }
    return new RecordBinder(path).bind(section(path), type);
  }

  /** The keys of a free section, for example the options of Spark, as text. */
  public Map<String, String> texts(String path) {
    bound.add(path);
    Map<String, String> texts = new TreeMap<>();
    if (config.hasPath(path)) {
      section(path)
          .entrySet()
          .forEach(
              entry ->
                  texts.put(
                      String.join(".", ConfigUtil.splitPath(entry.getKey())),
                      String.valueOf(entry.getValue().unwrapped())));
    }
    return texts;
  }

  /**
   * Binds every {@code *.conf} of a folder below the settings' folder, one definition a file, in
   * the order of the file names.
   *
   * @return file name without {@code .conf} to its record
   * @throws JobFailure CONFIG for the first file that does not bind
   */
  public <T extends Record> Map<String, T> definitions(String folder, Class<T> type) {
    Path root = directory.resolve(folder);
    Map<String, T> definitions = new LinkedHashMap<>();
    for (Path file : confFiles(root)) {
      String name = file.getFileName().toString().replaceFirst("\\.conf$", "");
      definitions.put(name, new RecordBinder(folder + "/" + name).bind(resolve(parse(file)), type));
    }
    return definitions;
  }

  /** Binds one stand-alone definition file. */
  public static <T extends Record> T definition(Path file, Class<T> type) {
    return new RecordBinder(file.getFileName().toString()).bind(resolve(parse(file)), type);
  }

  /**
   * To be called after the last {@link #bind}.
   *
   * @throws JobFailure CONFIG with each key that no section owns and the nearest valid name
   */
  public void refuseUnknownKeys() {
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      String key = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      boolean owned =
          bound.stream().anyMatch(path -> key.equals(path) || key.startsWith(path + "."));
      if (!owned && !entry.getValue().origin().description().contains("system properties")) {
        unknown.add(
            "'"
                + key
                + "' ("
                + entry.getValue().origin().description()
                + ")"
                + NearestName.hint(key, bound));
      }
    }
    if (!unknown.isEmpty()) {
      throw JobFailure.config(
          "Unknown key " + String.join(", ", unknown),
          "known sections are " + bound.stream().sorted().collect(Collectors.joining(", ")),
          "correct or remove it");
    }
  }

  /** All keys with their values, as text: equal texts, equal settings. No definition is in it. */
  public String text() {
    return config.root().render(ConfigRenderOptions.concise());
  }

  private Config section(String path) {
    try {
      return config.getConfig(path);
    } catch (ConfigException e) {
      throw JobFailure.config(
          "Settings are not valid",
          "'" + path + "' (" + config.getValue(path).origin().description() + ") is no section",
          "write " + path + " { … }, or set a key of it such as " + path + ".NAME=VALUE");
    }
  }

  private static List<Path> confFiles(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    } catch (IOException e) {
      throw JobFailure.config(
              "Cannot list " + root,
              "the file system refused it (" + e.getClass().getSimpleName() + ")",
              "check the folder and its permissions")
          .because(e);
    }
  }

  private static Config parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw JobFailure.config(
          "No settings file " + file, "it does not exist or is no file", "check --conf");
    }
    try {
      return ConfigFactory.parseFile(
          file.toFile(),
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false));
    } catch (ConfigException e) {
      throw JobFailure.config(
          "Cannot read " + file, String.valueOf(e.getMessage()), "correct the HOCON at that line");
    }
  }

  private static Config parseOverride(String key, String value) {
    String origin = "--set " + key;
    // To HOCON these begin a comment; in a value on the command line they are part of it.
    boolean isPlain = value.contains("//") || value.contains("#");
    try {
      if (!isPlain || value.startsWith("\"")) {
        return ConfigFactory.parseString(
            key + " = " + value, ConfigParseOptions.defaults().setOriginDescription(origin));
      }
    } catch (ConfigException asHocon) {
      // A path or a sentence is seldom valid HOCON: take it as one text.
    }
    try {
      return ConfigFactory.parseMap(Map.of(key, value), origin);
    } catch (ConfigException e) {
      throw JobFailure.config(
          "--set cannot be read", "'" + key + "' is no key", "write --set section.key=value");
    }
  }

  private static Config resolve(Config config) {
    try {
      return config.resolve();
    } catch (ConfigException e) {
      throw JobFailure.config(
          "A setting refers to something that is not there",
          String.valueOf(e.getMessage()),
          "define it, or write ${?NAME} for an optional one");
    }
  }
}
