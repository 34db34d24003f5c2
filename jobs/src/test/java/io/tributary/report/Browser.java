package io.tributary.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium that opens pages side by side, each in a frame of a reader's width, and tells
 * what {@code check.js} saw in each.
 */
final class Browser {
  private static final String ERRORS =
      "<script>window.problems = [];"
          + "addEventListener('error', (e) => problems.push(e.message));"
          + "for (const level of ['error', 'warn'])"
          + " console[level] = (...all) => problems.push(all.join(' '));</script>";
  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"results\">(.*?)</pre>", Pattern.DOTALL);

  private final Path directory;
  private final List<String> frames = new ArrayList<>();

  /**
   * @param directory for copies of the pages; what remains there can be looked at
   */
  Browser(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** The program, where one is installed. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Adds a page, to be opened at a width in pixels. */
  Browser open(String name, String page, int width) throws IOException {
    // The charts library has such tags in its texts: the first and the last are the page's own.
    int head = page.indexOf("<head>") + "<head>".length();
    int end = page.lastIndexOf("</body>");
    String checked =
        page.substring(0, head)
            + ERRORS
            + page.substring(head, end)
            + "<script>"
            + resource("check.js")
            + "</script></body></html>";
    Files.writeString(directory.resolve(name + ".html"), checked);
    frames.add(
        "<iframe name=\"%s\" src=\"%s.html\" style=\"width:%dpx;height:900px\"></iframe>"
            .formatted(name, name, width));
    return this;
  }

  /** Opens all pages; one result a page, in no order. */
  List<JsonNode> look() throws IOException, InterruptedException {
    Path frame = directory.resolve("frames.html");
    Files.writeString(
        frame,
        "<pre id=\"results\"></pre><script>const all = []; onmessage = (m) => { all.push(m.data);"
            + " document.getElementById('results').textContent = JSON.stringify(all); };</script>"
            + String.join("", frames));
    Path dom = directory.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile").toAbsolutePath(),
                "--window-size=1800,1000",
                "--virtual-time-budget=20000",
                "--dump-dom",
                frame.toAbsolutePath().toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(directory.resolve("browser.log").toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the browser did not end; see " + directory);
    }
    Matcher result = RESULT.matcher(Files.readString(dom));
    if (!result.find()) {
      throw new IllegalStateException("the browser printed no page; see " + directory);
    }
    String json = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    List<JsonNode> results = new ArrayList<>();
    new ObjectMapper().readTree(json).forEach(results::add);
    return results;
  }

  private static String resource(String name) {
    try (var in = Browser.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
