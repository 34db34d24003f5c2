package io.tributary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.collect.SourceContract;
import io.tributary.job.JobFailure;
import io.tributary.lake.Lake;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.Destination;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of reports: a page for each interval and {@code index.html}. A page is a template of
 * the resources with the document, the style and the charts library in it, so it opens anywhere,
 * without a network.
 */
public final class ReportPages {
  private static final Pattern PAGE = Pattern.compile("[a-z-]+_(\\d{4}-\\d{2}-\\d{2})T.*\\.html");
  private static final Pattern PART = Pattern.compile("\\{\\{([a-z.]+)}}");
  private static final String CHARTS = "echarts";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final RunReport.Config config;
  private final Path folder;

  public ReportPages(Lake lake, RunReport.Config config) {
    this.lake = lake;
    this.config = config;
    this.folder = Path.of(config.root());
  }

  /**
   * Writes the page of an interval, drops old pages and renews the index.
   *
   * @param sources the contracts, for their owners
   * @param segments the definitions, for their sentences
   * @param destinations for whom each of them can find
   * @return the page
   * @throws JobFailure CONFIG when the folder cannot be written
   */
  public Path write(
      Interval interval,
      Map<String, SourceContract> sources,
      Map<String, SegmentDefinition> segments,
      Collection<Destination> destinations) {
    Path page = folder.resolve(interval.fileName());
    Map<String, Object> document =
        RunReport.document(lake, interval, config, sources, segments, destinations);
    put(page, page("report.html", document));
    dropBefore(interval.day().minusDays(config.keepDays()));
    Map<String, Object> index = RunReport.index(lake, interval.zone(), config);
    index.put("pages", pages());
    put(folder.resolve("index.html"), page("index.html", index));
    return page;
  }

  /** The template with its parts; {@code data} is the document, all else stands in resources. */
  static String page(String template, Map<String, Object> document) {
    Matcher part = PART.matcher(resource(template));
    StringBuilder page = new StringBuilder();
    while (part.find()) {
      part.appendReplacement(page, Matcher.quoteReplacement(part(part.group(1), document)));
    }
    return part.appendTail(page).toString();
  }

  private static String part(String name, Map<String, Object> document) {
    return switch (name) {
      case "data" -> json(document);
      case "lang" -> String.valueOf(document.get("locale"));
      case CHARTS -> charts();
      default -> resource(name);
    };
  }

  /** JSON inside a script element: no text of it can end the element. */
  private static String json(Map<String, Object> document) {
    try {
      return JSON.writeValueAsString(document).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No JSON: a section of the report", e);
    }
  }

  /** The charts library, from its WebJar. */
  private static String charts() {
    Properties artifact = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars.npm/echarts/pom.properties")) {
      artifact.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = artifact.getProperty("version");
    return text("/META-INF/resources/webjars/echarts/" + version + "/dist/echarts.min.js");
  }

  private static String resource(String name) {
    return text("/io/tributary/report/" + name);
  }

  private static String text(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    @Nullable InputStream in = ReportPages.class.getResourceAsStream(path);
    return Objects.requireNonNull(in, path);
  }

  private List<String> pages() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> PAGE.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void dropBefore(LocalDate day) {
    for (String name : pages()) {
      Matcher page = PAGE.matcher(name);
      if (page.matches() && LocalDate.parse(page.group(1)).isBefore(day)) {
        try {
          Files.delete(folder.resolve(name));
        } catch (IOException e) {
          throw unwritable(e);
        }
      }
    }
  }

  /** Whole or not at all: a page that somebody has open is not seen half written. */
  private void put(Path file, String text) {
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve("." + file.getFileName() + ".part");
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private JobFailure unwritable(IOException e) {
    return JobFailure.config(
            "The folder of reports " + folder + " cannot be written",
            "it is no writable local or mounted folder, or its disk is full",
            "set report.root to a folder that the pipeline may write")
        .because(e);
  }
}
