package io.tributary.collect;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Names the likely encoding of text from its first bytes, so that a refusal can say what to try.
 */
final class EncodingGuess {
  private static final String VIETNAMESE_WINDOWS = "windows-1258";

  private EncodingGuess() {}

  /** The likely encoding: UTF-16LE, UTF-16BE, UTF-8 or, for anything else, windows-1258. */
  static String of(byte[] head) {
    if (startsWith(head, 0xFF, 0xFE) || zeros(head, 1) > head.length / 8) {
      return "UTF-16LE";
    }
    if (startsWith(head, 0xFE, 0xFF) || zeros(head, 0) > head.length / 8) {
      return "UTF-16BE";
    }
    return isUtf8(head) ? "UTF-8" : VIETNAMESE_WINDOWS;
  }

  /**
   * Refuses text whose bytes would decode without error and come out as nonsense: UTF-16 read as
   * anything else, UTF-8 read as a one-byte encoding.
   */
  static void refuseUnlikely(byte[] head, Charset declared) throws RefusedFileException {
    String likely = of(head);
    boolean isWide = likely.startsWith("UTF-16");
    boolean isDeclaredWide = declared.name().startsWith("UTF-16");
    boolean isUtf8 = likely.equals("UTF-8") && !isAscii(head);
    boolean isDeclaredOneByte = !declared.name().startsWith("UTF-") && !isAsciiOnly(declared);
    if (head.length >= 8 && (isWide != isDeclaredWide || (isUtf8 && isDeclaredOneByte))) {
      throw new RefusedFileException(complaint(declared, head));
    }
  }

  /** Why text was refused. */
  static String complaint(Charset declared, byte[] head) {
    String likely = of(head);
    if (likely.equals(declared.name()) && !isAscii(head)) {
      return "the text begins in "
          + likely
          + ", which the contract declares, and goes on in something else: have it delivered in "
          + likely
          + " from begin to end";
    }
    if (likely.equals(declared.name())) {
      likely = likely.equals("UTF-8") ? VIETNAMESE_WINDOWS : "another one";
    }
    return "the text is not "
        + declared.name()
        + ", which the contract declares; it looks like "
        + likely
        + ": declare format.encoding, or have it delivered in "
        + declared.name();
  }

  private static boolean isAsciiOnly(Charset charset) {
    return charset.equals(StandardCharsets.US_ASCII);
  }

  private static boolean isAscii(byte[] head) {
    for (byte b : head) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes are UTF-8; a character cut at the end does not count against it. */
  private static boolean isUtf8(byte[] head) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    CoderResult result =
        decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false);
    return !result.isError();
  }

  /** Zero bytes at even (0) or odd (1) places: the other half of a Latin letter in UTF-16. */
  private static int zeros(byte[] head, int parity) {
    int zeros = 0;
    for (int i = parity; i < head.length; i += 2) {
      zeros += head[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  private static boolean startsWith(byte[] head, int first, int second) {
    return head.length >= 2 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
  }
}
