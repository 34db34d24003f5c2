package io.tributary.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmacTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Hmac HMAC = new Hmac(KEY.getBytes(StandardCharsets.UTF_8));

  /** RFC 4231, test case 6: a key longer than a block. */
  @Test
  void givesTheDigestOfTheStandard() {
    byte[] key = HexFormat.of().parseHex("aa".repeat(131));

    assertThat(new Hmac(key).digest("Test Using Larger Than Block-Size Key - Hash Key First"))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  @Test
  void differentListsNeverShareADigest() {
    List<String> digests =
        List.of(
            HMAC.hex("ab", "c"),
            HMAC.hex("a", "bc"),
            HMAC.hex("abc"),
            HMAC.hex("", "abc"),
            HMAC.hex("abc", ""),
            HMAC.hex("1:a"),
            HMAC.hex(),
            HMAC.hex("đ"),
            HMAC.hex("d"));

    assertThat(digests).doesNotHaveDuplicates().allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    assertThat(HMAC.hex("a", null)).isNull();
  }

  @Test
  void anotherKeyGivesAnotherDigest() {
    assertThat(
            new Hmac("another key of at least 32 bytes, yes".getBytes(StandardCharsets.UTF_8))
                .hex("a"))
        .isNotEqualTo(HMAC.hex("a"));
  }

  @Test
  void refusesAShortKeyWithoutShowingIt(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("lake.key"), "too-short-a-secret\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");

    assertThatThrownBy(() -> Hmac.fromFile(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lake.key")
        .hasMessageContaining("18 bytes")
        .hasMessageContaining("32")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Hmac.fromFile(folder.resolve("absent.key")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent.key");
  }

  @Test
  void aLineEndIsNoPartOfTheKey(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("lake.key"), KEY + "\r\n");

    assertThat(Hmac.fromFile(file).hex("a")).isEqualTo(HMAC.hex("a"));
  }

  @Test
  void survivesTheJourneyToAnExecutor() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(HMAC);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((Hmac) in.readObject()).hex("a")).isEqualTo(HMAC.hex("a"));
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    List<String> expected =
        IntStream.range(0, 2000).mapToObj(i -> HMAC.hex("value", "" + i)).toList();

    assertThat(
            IntStream.range(0, 2000).parallel().mapToObj(i -> HMAC.hex("value", "" + i)).toList())
        .isEqualTo(expected);
  }

  @Test
  void doesNotShowTheKey() {
    assertThat(HMAC.toString()).isEqualTo("HmacSHA256");
  }
}
