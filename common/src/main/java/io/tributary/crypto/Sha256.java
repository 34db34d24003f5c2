package io.tributary.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. */
public final class Sha256 {

  /** MD5, SHA-1 and SHA-256 in hexadecimal: what an already hashed value looks like. */
  private static final Pattern HEX_DIGEST =
      Pattern.compile("(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})");

  private static final int BUFFER = 1 << 16;

  private Sha256() {}

  /**
   * The digest of the UTF-8 bytes of a text.
   *
   * @throws IllegalArgumentException for an empty text: its digest is the same for every customer
   *     without a value, so that a receiver would take them all for one
   */
  public static String hex(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty text has no digest");
    }
    return hex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The digest of a stream read to its end; the caller closes the stream. */
  public static String hex(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return hex(digest.digest());
  }

  /** Raw digest bytes as lower-case hexadecimal digits. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** A fresh digest, for bytes that are counted while they are written. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Whether the whole text looks like a digest in hexadecimal, so that hashing it hashes twice. */
  public static boolean isDigest(String text) {
    return HEX_DIGEST.matcher(text).matches();
  }
}
