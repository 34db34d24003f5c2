package io.tributary.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class Sha256Test {

  /** The one-block message of FIPS 180-4's examples. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesTextAndStreamAlike() throws IOException {
    assertThat(Sha256.hex("abc")).isEqualTo(ABC);
    assertThat(Sha256.hex(new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}))).isEqualTo(ABC);
  }

  @Test
  void refusesTheEmptyText() {
    assertThatThrownBy(() -> Sha256.hex("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsADigestWhenItSeesOne() {
    assertThat(Sha256.isDigest(ABC)).isTrue();
    assertThat(Sha256.isDigest(ABC.substring(0, 40))).isTrue();
    assertThat(Sha256.isDigest(ABC.substring(0, 63))).isFalse();
    assertThat(Sha256.isDigest(ABC + " and more")).isFalse();
  }
}
