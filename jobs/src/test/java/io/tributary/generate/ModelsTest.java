package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelsTest {
  @Test
  void knows63ProvincesThatBecame34() {
    Set<String> before = new HashSet<>();
    Set<String> since = new HashSet<>();
    for (String[] row : WordList.read("places_vn.csv", ";")) {
      before.add(row[0]);
      since.add(row[1]);
    }
    assertThat(before).hasSize(63);
    assertThat(since).hasSize(34);
    assertThat(before).as("every new province keeps an old name").containsAll(since);
  }

  @Test
  void givesEachNumberAPhoneOfItsOwnThatIsAValidMobile() throws NumberParseException {
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    PhoneModel phones = new PhoneModel();
    Set<String> seen = new HashSet<>();
    for (long i = 0; i < 20_000; i++) {
      PhoneModel.Phone phone = phones.phone(Country.VN, i);
      assertThat(seen.add(phone.national())).isTrue();
      if (i % 20 == 0) {
        assertThat(library.isValidNumber(library.parse(phone.e164(), null)))
            .as(phone.e164())
            .isTrue();
        assertThat(
                library.format(
                    library.parse(phone.national(), "VN"), PhoneNumberUtil.PhoneNumberFormat.E164))
            .isEqualTo(phone.e164());
      }
    }
  }

  @Test
  void tellsMembersOfAHouseholdApart() {
    Nights nights = new Nights(GeneratedFiles.FIRST_NIGHT, 1);
    Chunk chunk = new Chunk(0, nights, new Dice(1, 1));
    List<Customer> customers =
        new Population(Generator.Locale.MIXED, Models.load()).draw(chunk, 0, 5_000);
    Map<String, List<Customer>> households =
        customers.stream().collect(Collectors.groupingBy(Customer::household));
    for (List<Customer> members : households.values()) {
      assertThat(members).extracting(member -> member.name().given()).doesNotHaveDuplicates();
    }
    assertThat(customers.stream().flatMap(customer -> customer.emails().stream()))
        .doesNotHaveDuplicates();
  }

  /** The example of GS1's own page on check digits. */
  @Test
  void endsCardsWithTheirCheckDigit() {
    assertThat(Digits.checked("629104150021")).isEqualTo("6291041500213");
  }

  @Test
  void writesElevenDigitsOnlyInOldRecords() {
    PhoneModel phones = new PhoneModel();
    PhoneModel.Phone phone = new PhoneModel.Phone(Country.VN, "0381234567");
    Set<String> old = new HashSet<>();
    Set<String> recent = new HashSet<>();
    Dice dice = new Dice(1, 1);
    for (int i = 0; i < 400; i++) {
      Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
      old.add(phones.spell(phone, LocalDateTime.of(2018, 1, 1, 0, 0), dice, found));
      recent.add(phones.spell(phone, LocalDateTime.of(2019, 1, 1, 0, 0), dice, found));
    }
    assertThat(old).contains("01681234567");
    assertThat(recent)
        .contains("0381234567", "381234567", "0381 234 567")
        .doesNotContain("01681234567");
  }

  @Test
  void spellsNamesAsClerksDo() {
    assertThat(Typing.plain("Đặng Thị Thuỷ")).isEqualTo("Dang Thi Thuy");
    assertThat(Typing.capitals("Nguyễn Văn A")).isEqualTo("NGUYEN VAN A");
    assertThat(Typing.otherTone("Trần Hòa")).isEqualTo("Trần Hoà");
    assertThat(Typing.decomposed("Lê")).hasSize(3);
  }

  @Test
  void writesAmountsWithVietnameseSigns() {
    assertThat(MarketplaceFile.vietnamese(1_250_000)).isEqualTo("1.250.000,00");
    assertThat(MarketplaceFile.vietnamese(0)).isEqualTo("0,00");
    assertThat(PhoneModel.masked("0912345612")).isEqualTo("09******12");
  }
}
