package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatTest {

  private static final Members LAN =
      Members.of(Field.EMAIL, "Lan.Tran+shop@gmail.com", "lantran@gmail.com", "lan@corp.vn")
          .and(Field.PHONE, "+84912345678")
          .and(Field.GIVEN_NAME, "Lan")
          .and(Field.FAMILY_NAME, "Trần")
          .and(Field.COUNTRY, "vn")
          .and(Field.POSTAL_CODE, "700000");

  @Test
  void countsValuesThatAreTheSameToTheDestinationOnce() {
    assertThat(Formats.GOOGLE.cells(LAN.member()).orElseThrow())
        .containsExactly(
            Sha256.hex("lantran@gmail.com"),
            Sha256.hex("lan@corp.vn"),
            "",
            Sha256.hex("+84912345678"),
            "",
            "",
            Sha256.hex("lan"),
            Sha256.hex("trần"),
            "VN",
            "700000");
    assertThat(Formats.META.cells(LAN.member()).orElseThrow())
        .startsWith(
            Sha256.hex("lan.tran+shop@gmail.com"),
            Sha256.hex("lantran@gmail.com"),
            Sha256.hex("lan@corp.vn"),
            Sha256.hex("84912345678"));
  }

  @Test
  void leavesAnIncompleteAddressOutOfAGoogleRow() {
    Member noZip =
        Members.of(Field.EMAIL, "lan@corp.vn")
            .and(Field.GIVEN_NAME, "Lan")
            .and(Field.FAMILY_NAME, "Trần")
            .and(Field.COUNTRY, "VN")
            .member();
    assertThat(Formats.GOOGLE.cells(noZip).orElseThrow())
        .containsExactly(Sha256.hex("lan@corp.vn"), "", "", "", "", "", "", "", "", "");
  }

  @Test
  void givesNoRowToACustomerWhoCannotBeFound() {
    Member nameOnly = Members.of(Field.GIVEN_NAME, "Lan").and(Field.CITY, "Huế").member();
    assertThat(Formats.ALL).allSatisfy(f -> assertThat(f.cells(nameOnly)).isEmpty());
  }

  @Test
  void refusesPlaceholdersAndWhatIsADigestAlready() {
    String digest = Sha256.hex("lan@corp.vn");
    Member member =
        Members.of(Field.EMAIL, "test@corp.vn", "NoReply@corp.vn", "n/a", "lan at corp", digest)
            .and(Field.PHONE, "+0000000000", "+84999999999", "0912345678", "+84 (0)912345678")
            .and(Field.GIVEN_NAME, digest.toUpperCase(Locale.ROOT))
            .and(Field.FAMILY_NAME, "N/A")
            .and(Field.COUNTRY, "VN")
            .and(Field.POSTAL_CODE, "700000")
            .member();
    assertThat(Formats.ALL).allSatisfy(f -> assertThat(f.cells(member)).isEmpty());
  }

  @Test
  void takesBackExactlyTheKeysThatWereSent() {
    for (Format format : List.of(Formats.GOOGLE, Formats.META, Formats.GENERIC_HASHED)) {
      List<SentKey> sent = format.sentKeys(format.cells(LAN.member()).orElseThrow());
      assertThat(sent).hasSizeGreaterThan(2);
      for (SentKey key : sent) {
        assertThat(format.sentKeys(format.removal(key))).containsExactly(key);
      }
    }
  }

  @Test
  void namesTheKeysByTypeAndValueAsSent() {
    assertThat(Formats.GOOGLE.sentKeys(Formats.GOOGLE.cells(LAN.member()).orElseThrow()))
        .containsExactly(
            new SentKey("email", Sha256.hex("lantran@gmail.com")),
            new SentKey("email", Sha256.hex("lan@corp.vn")),
            new SentKey("phone", Sha256.hex("+84912345678")),
            new SentKey("address", Sha256.hex("lan") + "|" + Sha256.hex("trần") + "|VN|700000"));
  }

  @Test
  void sendsOnlyTheChosenColumns() {
    Format sms = Formats.GENERIC_PLAIN.only(List.of("phone", "given_name"));
    assertThat(sms.header()).containsExactly("phone", "given_name");
    assertThat(sms.cells(LAN.member()).orElseThrow()).containsExactly("+84912345678", "Lan");
    assertThat(sms.cells(Members.of(Field.EMAIL, "lan@corp.vn").member())).isEmpty();
  }

  @Test
  void refusesColumnsThatItDoesNotHaveOrThatFindNobody() {
    assertThatThrownBy(() -> Formats.GENERIC_PLAIN.only(List.of("phone", "shoe_size")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("shoe_size")
        .hasMessageContaining("given_name, phone");
    assertThatThrownBy(() -> Formats.GENERIC_PLAIN.only(List.of("given_name")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("takes phone or email or address_line and city");
    assertThatThrownBy(() -> Formats.named("google-customer-match"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("google-customer-match@2026-08");
  }

  @Test
  void followsMetasRulesForPlaces() {
    assertThat(MetaKeys.postalCode("SW1A 1AA", "GB")).isEqualTo("sw1a1");
    assertThat(MetaKeys.postalCode("94025-1234", "US")).isEqualTo("94025");
    assertThat(MetaKeys.postalCode("9402", "US")).isNull();
    assertThat(MetaKeys.region("CA", "US")).isEqualTo("ca");
    assertThat(MetaKeys.region("District of Columbia", "US")).isEqualTo("dc");
    assertThat(MetaKeys.region("Bà Rịa - Vũng Tàu", "VN")).isEqualTo("bariavungtau");
    assertThat(MetaKeys.gender("Nữ", "VN")).isEqualTo("f");
    assertThat(MetaKeys.gender("divers", "DE")).isNull();
    assertThat(MetaKeys.birthYear("1899", "")).isNull();
  }

  @Test
  void followsGooglesRulesForNames() {
    assertThat(GoogleKeys.givenName("Dr. Mary-Ann", "")).isEqualTo("mary-ann");
    assertThat(GoogleKeys.familyName("Smith, Jr.", "")).isEqualTo("smith");
    assertThat(GoogleKeys.familyName("O'Brien III", "")).isEqualTo("o'brien");
    assertThat(GoogleKeys.givenName("Mr.", "")).isNull();
    assertThat(GoogleKeys.email("+shop@gmail.com", "")).isNull();
  }

  @Test
  void travelsToWhereTheCustomersAre() throws IOException, ClassNotFoundException {
    for (Format format : Formats.ALL) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new ObjectOutputStream(bytes).writeObject(format);
      Format arrived =
          (Format)
              new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
      assertThat(arrived.cells(LAN.member())).hasValue(format.cells(LAN.member()).orElseThrow());
    }
  }
}
