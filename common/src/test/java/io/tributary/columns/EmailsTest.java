package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTest {

  @ParameterizedTest
  @CsvSource({
    "lan@example.com, lan@example.com",
    "LAN.Tran@Example.COM, lan.tran@example.com",
    "mailto:Lan@example.com?subject=hi, lan@example.com",
    "<lan@example.com>, lan@example.com",
    "Lan Trần <lan@example.com>, lan@example.com",
    "lan@example.com., lan@example.com",
    "'\"lan@example.com\"', lan@example.com",
    "Nguyen.Van.Duc+Promo@Gmail.com, nguyen.van.duc+promo@gmail.com",
    "lan@bücher.example.com, lan@xn--bcher-kva.example.com",
    "lan@XN--BCHER-KVA.example.com, lan@xn--bcher-kva.example.com",
  })
  void normalises(String raw, String value) {
    assertThat(Emails.normalise(raw)).isEqualTo(value);
  }

  @Test
  void dropsSpacesThatTrimLeaves() {
    assertThat(Emails.normalise("\u00a0lan@example.com\u200b \ufeff")).isEqualTo("lan@example.com");
  }

  @Test
  void composesTheLocalPart() {
    assertThat(Emails.normalise("lê@example.com"))
        .isEqualTo(Emails.normalise("le\u0302@example.com"));
  }

  @Test
  void ignoresTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Emails.normalise("TITLE@GMAIL.COM")).isEqualTo("title@gmail.com");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "lan",
        "lan@",
        "@example.com",
        "lan@example",
        "lan@@example.com",
        "lan@exam ple.com",
        "không có",
        "0912345678",
        "lan@localhost",
        "lan..tran@example.com",
        "lan@-example.com"
      })
  void anUnusableValueIsNull(String raw) {
    assertThat(Emails.normalise(raw)).isNull();
    assertThat(Emails.all(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.com; B@example.com",
        "a@example.com, b@example.com",
        "a@example.com/b@example.com",
        "a@example.com b@example.com a@EXAMPLE.com",
        "A <a@example.com>; B <b@example.com>; broken@",
      })
  void readsSeveralInOneCell(String cell) {
    assertThat(Emails.all(cell)).containsExactly("a@example.com", "b@example.com");
    assertThat(Emails.normalise(cell)).isNull();
  }
}
