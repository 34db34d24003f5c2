package io.tributary.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file with one JSON object a line. Members of nested objects are named {@code a.b}; a
 * list is kept as its JSON text; null is no value.
 */
final class JsonLinesReader implements RowReader {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final LineReader lines;

  JsonLinesReader(TextInput text) {
    this.lines = new LineReader(text);
  }

  @Override
  public @Nullable DeliveredRow next() throws IOException {
    String line = lines.next();
    if (line == null) {
      return null;
    }
    if (lines.isTooLong()) {
      return DeliveredRow.malformed(lines.lineNo(), line, Rules.LINE_TOO_LONG);
    }
    Map<String, String> fields = fields(line);
    return fields == null
        ? DeliveredRow.malformed(lines.lineNo(), line, Rules.MALFORMED_JSON)
        : DeliveredRow.of(lines.lineNo(), fields);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** The members of a JSON object, null when the text is none. */
  static @Nullable Map<String, String> fields(String json) {
    try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Map<String, String> fields = new LinkedHashMap<>();
      object(parser, "", fields);
      return parser.nextToken() == null ? fields : null;
    } catch (IOException malformed) {
      return null;
    }
  }

  private static void object(JsonParser parser, String prefix, Map<String, String> fields)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case VALUE_NULL -> {}
        case START_OBJECT -> object(parser, name + ".", fields);
        case START_ARRAY -> fields.put(name, parser.readValueAsTree().toString());
        default -> fields.put(name, parser.getText());
      }
    }
  }
}
