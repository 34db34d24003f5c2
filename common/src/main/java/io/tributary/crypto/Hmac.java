package io.tributary.crypto;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) under one key. Travels to executors with its key; never shows
 * it.
 *
 * <p>A digest is a pseudonym: without the key nobody can try out telephone numbers against it.
 */
public final class Hmac implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String ALGORITHM = "HmacSHA256";

  /** The length of the digest: a shorter key would be the weaker part. */
  private static final int MIN_KEY_BYTES = 32;

  private final byte[] key;

  /** A Mac is neither serialisable nor safe to share between the threads of an executor. */
  private transient ThreadLocal<Mac> macs;

  /**
   * @throws IllegalArgumentException if the key is shorter than 32 bytes
   */
  public Hmac(byte[] key) {
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "The key has %d bytes; at least %d are needed".formatted(key.length, MIN_KEY_BYTES));
    }
    this.key = key.clone();
    this.macs = ThreadLocal.withInitial(this::mac);
  }

  /**
   * The bytes of a file as key, without line ends at its end, which an editor may add.
   *
   * @throws IllegalArgumentException if the key is shorter than 32 bytes
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Hmac fromFile(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      return new Hmac(Arrays.copyOf(bytes, length));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the key file " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Key file " + file + ": " + e.getMessage(), e);
    }
  }

  /** The digest of a list of values, 64 lower-case hex digits; null if one of them is null. */
  public @Nullable String hex(@Nullable String... parts) {
    StringBuilder framed = new StringBuilder();
    for (String part : parts) {
      if (part == null) {
        return null;
      }
      framed.append(frame(part));
    }
    return digest(framed.toString());
  }

  /**
   * A value behind its length in bytes of UTF-8 and a colon, so that no other list of values reads
   * the same.
   */
  public static String frame(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length + ":" + part;
  }

  /** The digest of one text as it stands, 64 lower-case hex digits. */
  public String digest(String text) {
    return HexFormat.of().formatHex(macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private Object readResolve() {
    return new Hmac(key);
  }

  /** Says nothing about the key. */
  @Override
  public String toString() {
    return ALGORITHM;
  }
}
