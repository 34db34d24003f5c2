package io.tributary.linkage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Prepared values as bytes: a record is prepared once, and read back by all who compare it. */
public final class RecordBytes {
  private RecordBytes() {}

  public static byte[] write(Value[][] values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Value[] field : values) {
        out.writeShort(field.length);
        for (Value value : field) {
          text(value.text(), out);
          out.writeInt(value.number());
          text(value.sound() == null ? "" : value.sound(), out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads from where the bytes stand, and leaves them behind the record.
   *
   * @param fields as many as were written
   */
  public static Value[][] read(int fields, ByteBuffer bytes) {
    Value[][] values = new Value[fields][];
    for (int f = 0; f < fields; f++) {
      values[f] = new Value[bytes.getShort()];
      for (int v = 0; v < values[f].length; v++) {
        values[f][v] = value(text(bytes), bytes.getInt(), text(bytes));
      }
    }
    return values;
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    int begin = in.position();
    in.position(begin + length);
    return new String(in.array(), in.arrayOffset() + begin, length, StandardCharsets.UTF_8);
  }

  private static Value value(String text, int number, String sound) {
    return new Value(text, Hash.of(text), text.split(" "), number, sound.isEmpty() ? null : sound);
  }
}
