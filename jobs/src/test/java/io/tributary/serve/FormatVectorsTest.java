package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.tributary.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The digests that platforms publish, and those that must never leave. */
class FormatVectorsTest {

  /** Digests that are wrong in the field that they were found in. */
  private static final Set<String> FORBIDDEN = forbidden("");

  /** Digests that are wrong in every field. */
  private static final Set<String> FORBIDDEN_EVERYWHERE = forbidden("N");

  static List<List<String>> vectors() {
    return rows("destination-vectors.tsv");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void givesThePublishedDigest(List<String> vector) throws NumberParseException {
    Format format = Formats.named(vector.get(1));
    Field field = Field.valueOf(vector.get(2));
    String region = vector.get(4);
    String raw = field == Field.PHONE ? e164(vector.get(3), region) : vector.get(3);
    Members given = region.isEmpty() ? Members.of(field, raw) : Members.of(Field.COUNTRY, region);
    Member member = given.and(field, raw).member();

    // The vector itself: the digest is that of the normalised text.
    assertThat(Sha256.hex(vector.get(5))).isEqualTo(vector.get(6));
    assertThat(column(format, field).cell(member)).isEqualTo(vector.get(6));
  }

  @Test
  void neverGivesAForbiddenDigestForTheValuesThatTemptToIt() {
    Members tempting =
        Members.of(
                Field.EMAIL,
                "",
                "null",
                "user@example.com\n",
                "\uFEFFuser@example.com",
                "user@example.com\u00A0",
                "TITLE@GMAIL.COM",
                "JANESaoirse@gmail.com")
            .and(Field.PHONE, "0912 345 678", "", "null")
            .and(Field.GIVEN_NAME, Normalizer.normalize("Valéry", Normalizer.Form.NFD))
            .and(Field.FAMILY_NAME, "null")
            .and(Field.CITY, "San José")
            .and(Field.REGION, "New York")
            .and(Field.POSTAL_CODE, " ")
            .and(Field.COUNTRY, "US");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      for (Format format : Formats.ALL) {
        for (Column column : format.columns()) {
          assertThat(column.cell(tempting.member())).isNotIn(FORBIDDEN);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void takesTheWhiteSpaceOfUnicodeForWhiteSpace() {
    String expected = Sha256.hex("user@example.com");
    for (String around : List.of("\n", "\uFEFF", "\u00A0", "\u200B", "\u3000", "\t ")) {
      Member member = Members.of(Field.EMAIL, around + "user@example.com" + around).member();
      assertThat(column(Formats.META, Field.EMAIL).cell(member)).isEqualTo(expected);
    }
  }

  @Test
  void neverHashesNothingWhateverComes() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_109L);
    for (int i = 0; i < 20_000; i++) {
      Members members = new FuzzedMembers(random).next();
      Member member = members.member();
      for (Format format : Formats.ALL) {
        format
            .cells(member)
            .ifPresent(
                cells -> {
                  assertThat(cells).doesNotContainNull();
                  assertThat(FORBIDDEN_EVERYWHERE).doesNotContain(cells);
                  assertThat(format.sentKeys(cells)).isNotEmpty();
                });
      }
    }
  }

  private static Column column(Format format, Field field) {
    return format.columns().stream().filter(c -> c.field() == field).findFirst().orElseThrow();
  }

  private static String e164(String raw, String region) throws NumberParseException {
    if (region.isEmpty()) {
      return raw;
    }
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    return phones.format(phones.parse(raw, region), PhoneNumberUtil.PhoneNumberFormat.E164);
  }

  private static Set<String> forbidden(String idPrefix) {
    return rows("forbidden-digests.tsv").stream()
        .filter(row -> row.get(0).startsWith(idPrefix))
        .map(row -> row.get(1))
        .collect(Collectors.toSet());
  }

  private static List<List<String>> rows(String resource) {
    try (InputStream in = FormatVectorsTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
