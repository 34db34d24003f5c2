package io.tributary.generate;

import org.jspecify.annotations.Nullable;

/** A JSON object on one line, members in the order in which they are added. */
final class Json {
  private final StringBuilder text = new StringBuilder(400).append('{');

  Json add(String name, @Nullable String value) {
    member(name);
    if (value == null) {
      text.append("null");
      return this;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
    return this;
  }

  /** Adds a number or an array as it stands. */
  Json raw(String name, String value) {
    member(name);
    text.append(value);
    return this;
  }

  private void member(String name) {
    text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":");
  }

  String close() {
    return text.append('}').toString();
  }
}
