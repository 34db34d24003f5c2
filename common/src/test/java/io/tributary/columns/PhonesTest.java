package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.columns.Phone.Flag;
import io.tributary.columns.PhoneMigrations.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {

  private static final Phones PHONES = Conf.phones();
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 9);

  @ParameterizedTest
  @CsvSource({
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "(0912) 345-678",
    "0912345678 (Zalo)",
    "Zalo: 0912345678",
    "ĐT 0912345678",
    "912345678",
    "912345678.0",
    "84912345678",
    "840912345678",
    "0084912345678",
    "0084 912 345 678",
    "+84912345678",
    "+84 (0)912 345 678",
    "+84 (0) 912 345 678",
    "(+84) 912345678",
    "+84 0912345678",
    "0912345678 ext 12",
    "'0912345678",
    "０９１２３４５６７８",
    "\u202a0912345678\u202c"
  })
  void readsOneMobileInManySpellings(String raw) {
    assertThat(PHONES.parse(raw, TODAY)).containsExactly(new Phone("+84912345678", Flag.OK));
    assertThat(PHONES.parse(raw, null)).containsExactly(new Phone("+84912345678", Flag.OK));
  }

  @ParameterizedTest
  @CsvSource({
    "0120, 070", "0121, 079", "0122, 077", "0126, 076", "0128, 078", "0123, 083", "0124, 084",
        "0125, 085",
    "0127, 081", "0129, 082", "0162, 032", "0163, 033", "0164, 034", "0165, 035", "0166, 036",
        "0167, 037",
    "0168, 038", "0169, 039", "0186, 056", "0188, 058", "0199, 059"
  })
  void mapsEveryMobileOf2018(String oldPrefix, String newPrefix) {
    Phone migrated = new Phone("+84" + newPrefix.substring(1) + "2345679", Flag.MIGRATED);

    assertThat(PHONES.parse(oldPrefix + "2345679", TODAY)).containsExactly(migrated);
    assertThat(PHONES.parse("+84" + oldPrefix.substring(1) + "2345679", TODAY))
        .containsExactly(migrated);
    assertThat(PHONES.parse(oldPrefix.substring(1) + "2345679", LocalDate.of(2016, 1, 1)))
        .containsExactly(migrated);
  }

  @ParameterizedTest
  @CsvSource({
    "04 3825 1234, +842438251234",
    "0438251234, +842438251234",
    "84 4 38251234, +842438251234",
    "0511 3822 123, +842363822123",
    "061 3822 123, +842513822123",
    "066 3822 123, +842763822123",
    "0320 3822123, +842203822123",
    "0650 3822123, +842743822123",
  })
  void mapsOldLandlinesThatCannotBeMobiles(String raw, String e164) {
    assertThat(PHONES.parse(raw, TODAY)).containsExactly(new Phone(e164, Flag.MIGRATED));
    assertThat(PHONES.parse(raw, LocalDate.of(2015, 5, 5)))
        .containsExactly(new Phone(e164, Flag.MIGRATED));
  }

  @ParameterizedTest
  @CsvSource({
    "024 3825 1234, +842438251234",
    "(028) 3825 1234, +842838251234",
    "0236 3822 123, +842363822123"
  })
  void takesNewLandlinesAsTheyAre(String raw, String e164) {
    assertThat(PHONES.parse(raw, TODAY)).containsExactly(new Phone(e164, Flag.OK));
  }

  @Test
  void anOldSaigonLandlineIsNobodysMobile() {
    assertThat(PHONES.parse("0838251234", LocalDate.of(2017, 6, 16)))
        .containsExactly(new Phone(null, Flag.AMBIGUOUS));
    assertThat(PHONES.parse("08 38 25 12 34", LocalDate.of(2012, 1, 1)))
        .containsExactly(new Phone(null, Flag.AMBIGUOUS));

    assertThat(PHONES.parse("0838251234", LocalDate.of(2017, 6, 17)))
        .containsExactly(new Phone("+84838251234", Flag.OK));
  }

  @Test
  void eachPhaseOf2017HasItsOwnDay() {
    LocalDate phaseOne = LocalDate.of(2017, 2, 11);
    LocalDate phaseTwo = LocalDate.of(2017, 4, 15);

    assertThat(PHONES.parse("0383822123", phaseOne.minusDays(1)))
        .containsExactly(new Phone(null, Flag.AMBIGUOUS));
    assertThat(PHONES.parse("0333822123", phaseTwo.minusDays(1)))
        .containsExactly(new Phone(null, Flag.AMBIGUOUS));
    assertThat(PHONES.parse("0383822123", phaseOne))
        .containsExactly(new Phone("+84383822123", Flag.OK));
  }

  @Test
  void aMobileOf2012StaysOne() {
    assertThat(PHONES.parse("0912345678", LocalDate.of(2012, 1, 1)))
        .containsExactly(new Phone("+84912345678", Flag.OK));
  }

  @ParameterizedTest
  @CsvSource({
    "09******12, MASKED",
    "091xxxx678, MASKED",
    "*** *** 678, MASKED",
    "09••••••12, MASKED",
    "9.12E+08, DESTROYED",
    "8.93E+12, DESTROYED",
    "'9,12E+08', DESTROYED",
    "9.12e8, DESTROYED",
    "0000000000, PLACEHOLDER",
    "1111111111, PLACEHOLDER",
    "0999999999, PLACEHOLDER",
    "0912222222, PLACEHOLDER",
    "+84900000000, PLACEHOLDER",
    "0123456789, PLACEHOLDER",
    "123456789, PLACEHOLDER",
    "9876543210, PLACEHOLDER",
    "12345678, PLACEHOLDER",
    "0, PLACEHOLDER",
    "091234, INVALID",
    "0191234567, INVALID",
    "09123456789012, INVALID",
    "113, INVALID",
    "không có, INVALID",
    "'-', INVALID",
  })
  void statesWhatIsNoIdentifier(String raw, Flag flag) {
    assertThat(PHONES.parse(raw, TODAY)).containsExactly(new Phone(null, flag));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0909090909", "0987654321", "0901234567", "0912121212"})
  void leavesNumbersThatOnlyLookNeat(String raw) {
    assertThat(PHONES.parse(raw, TODAY))
        .containsExactly(new Phone("+84" + raw.substring(1), Flag.OK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0912345678 / 0987654321",
        "0912345678/0987654321",
        "0912345678;0987654321",
        "0912345678, 0987654321",
        "0912345678 - 0987654321",
        "0912345678-0987654321",
        "0912345678 0987654321",
        "0912345678\n0987654321",
        "0912 345 678 / 0987 654 321",
        "0912345678 (Zalo), 0987654321 (mẹ)",
        "0912345678 và 0987654321",
        "0912345678, 0987654321, +84912345678"
      })
  void readsTwoNumbersInACell(String cell) {
    assertThat(PHONES.parse(cell, TODAY))
        .containsExactly(new Phone("+84912345678", Flag.OK), new Phone("+84987654321", Flag.OK));
  }

  @Test
  void eachNumberOfACellHasItsOwnResult() {
    assertThat(PHONES.parse("0912345678; 09******12; 01682345679", TODAY))
        .containsExactly(
            new Phone("+84912345678", Flag.OK),
            new Phone(null, Flag.MASKED),
            new Phone("+84382345679", Flag.MIGRATED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0912-345-678", "091 234 5678", "+84 912345678", "0912345678/79"})
  void doesNotTearOneNumberApart(String cell) {
    assertThat(PHONES.parse(cell, TODAY)).containsExactly(new Phone("+84912345678", Flag.OK));
  }

  @Test
  void aNationalNumberOfNoCountryIsNone() {
    assertThat(PHONES.parse("0912345678", Phones.NO_COUNTRY, TODAY))
        .containsExactly(new Phone(null, Flag.INVALID));
  }

  @Test
  void proseIsNoNumber() {
    assertThat(PHONES.parse("0912345678, ".repeat(1_000), TODAY))
        .containsExactly(new Phone(null, Flag.INVALID));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "\u00a0"})
  void anEmptyCellHasNoNumber(String cell) {
    assertThat(PHONES.parse(cell, TODAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "(650) 253-0000, US, +16502530000",
    "650-253-0000, us, +16502530000",
    "020 7031 3000, GB, +442070313000",
    "+44 (0)20 7031 3000, VN, +442070313000",
    "090 1234 5679, JP, +819012345679",
    "+84 912345678, XX, +84912345678",
    "0912345678, , +84912345678",
    "0121 234 5678, GB, +441212345678",
  })
  void readsTheNumbersOfTheRecordsCountry(String raw, String country, String e164) {
    assertThat(PHONES.parse(raw, country, TODAY)).containsExactly(new Phone(e164, Flag.OK));
  }

  @Test
  void oldPrefixesOfOneCountryLeaveOthersAlone() {
    assertThat(PHONES.parse("+1 650 253 0000", LocalDate.of(2010, 1, 1)))
        .containsExactly(new Phone("+16502530000", Flag.OK));
  }

  @Test
  void theShippedFileHoldsEveryMigration() {
    List<PhoneMigrations.Change> changes =
        PhoneMigrations.parse("VN", Conf.read("phones/VN.csv")).changes();

    assertThat(changes).filteredOn(change -> change.kind() == Kind.MOBILE).hasSize(21);
    assertThat(changes).filteredOn(change -> change.kind() == Kind.LANDLINE).hasSize(59);
    assertThat(changes).extracting(PhoneMigrations.Change::oldPrefix).doesNotHaveDuplicates();
    assertThat(changes).extracting(PhoneMigrations.Change::newPrefix).doesNotHaveDuplicates();
  }

  @Test
  void aBrokenMigrationFileNamesTheRow() {
    assertThatThrownBy(
            () ->
                PhoneMigrations.parse(
                    "VN",
                    "kind,old_prefix,new_prefix,subscriber_digits,since\nmobile,0120,70,7,2018-09-15\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0120")
        .hasMessageContaining("trunk zero");
    assertThatThrownBy(() -> PhoneMigrations.parse("VN", "kind,old_prefix\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("new_prefix");
  }

  @Test
  void refusesAnUnknownDefaultRegion() {
    assertThatThrownBy(() -> Phones.of("Vietnam", PhoneMigrations.none("VN")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Vietnam");
  }

  @Test
  void survivesTheJourneyToAnExecutor() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(PHONES);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((Phones) in.readObject()).parse("01682345679", TODAY))
          .containsExactly(new Phone("+84382345679", Flag.MIGRATED));
    }
  }

  @Test
  void plainCellsAreReadAsAnyCell() {
    RandomText.of(100_000, 14, "+", "0", "00", "1", "5", "9", "84", "123456789", "x", " ", "\u0663")
        .forEach(
            cell -> {
              List<String> numbers = PhoneCell.splitAny(cell);
              assertThat(PhoneCell.split(cell)).as(cell).isEqualTo(numbers);
              for (String number : numbers) {
                assertThat(PhoneCell.dialled(number)).isEqualTo(PhoneCell.dialledOfAny(number));
                assertThat(
                        PhoneCell.isPlain(number)
                            && (PhoneCell.isMasked(number) || PhoneCell.isDestroyed(number)))
                    .isFalse();
              }
            });
    String longest = "1".repeat(200);
    assertThat(PhoneCell.split(longest)).isEqualTo(PhoneCell.splitAny(longest));
    assertThat(PhoneCell.split(longest + "1")).isEqualTo(PhoneCell.splitAny(longest + "1"));
  }
}
