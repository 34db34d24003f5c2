package io.tributary.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order of Spark's strings: by UTF-8 bytes, which Java's own order leaves beyond U+FFFF. */
final class Utf8Order {
  private Utf8Order() {}

  static int compare(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  static String min(String left, String right) {
    return compare(left, right) <= 0 ? left : right;
  }
}
