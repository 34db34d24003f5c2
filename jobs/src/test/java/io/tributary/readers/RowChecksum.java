package io.tributary.readers;

import io.tributary.crypto.Sha256;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Our side of the checksum that {@code readers.py} explains. */
final class RowChecksum {
  private RowChecksum() {}

  static List<String> of(List<Row> rows) {
    long total = 0;
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(canonical(row.get(i)));
      }
      byte[] text = String.join("\u001f", cells).getBytes(StandardCharsets.UTF_8);
      total += ByteBuffer.wrap(Sha256.digest().digest(text)).getLong();
    }
    return List.of(Integer.toString(rows.size()), Long.toUnsignedString(total));
  }

  private static String canonical(Object value) {
    if (value == null) {
      return "~";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%016x", Double.doubleToLongBits(number));
    }
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Timestamp at) {
      return Long.toString(
          Math.addExact(
              Math.multiplyExact(at.toInstant().getEpochSecond(), 1_000_000L),
              at.toInstant().getNano() / 1_000));
    }
    if (value instanceof scala.collection.Seq<?> list) {
      return CollectionConverters.asJava(list).stream()
          .map(RowChecksum::canonical)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      CollectionConverters.asJava(map)
          .forEach((key, text) -> sorted.put(key.toString(), canonical(text)));
      return sorted.entrySet().stream()
          .map(Map.Entry::toString)
          .collect(Collectors.joining(",", "{", "}"));
    }
    return value.toString();
  }
}
