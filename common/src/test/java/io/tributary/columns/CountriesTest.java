package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesTest {

  @ParameterizedTest
  @CsvSource({
    "VN, VN",
    "vn, VN",
    "V.N., VN",
    "USA, US",
    "usa, US",
    "U.S., US",
    "U.S.A., US",
    "UK, GB",
    "U.K., GB",
    "EL, GR",
    "SGP, SG",
    "Singapore, SG",
    "United Kingdom, GB",
    "Great Britain, GB",
    "The Netherlands, NL",
    "United States of America, US",
    "Việt Nam, VN",
    "VIET NAM, VN",
    "Vietnam, VN",
    "Viêt-Nam, VN",
    "Deutschland, DE",
    "Germany, DE",
    "Đức, DE",
    "duc, DE",
    "Hàn Quốc, KR",
    "대한민국, KR",
    "Korea, KR",
    "日本, JP",
    "Nhật Bản, JP",
    "España, ES",
    "Côte d'Ivoire, CI",
    "Trinidad and Tobago, TT",
    "Saint Lucia, LC",
    "St. Lucia, LC",
    "Россия, RU",
    "ไทย, TH",
    // Diacritics tell the American country from Malaysia's code, and Austria from Angola's.
    "Mỹ, US",
    "my, MY",
    "Áo, AT",
    "ao, AO",
    // Three capitals are a code, else a name goes first.
    "NGA, NG",
    "Nga, RU",
    "Niger, NE",
    "Nigeria, NG",
    "Kosovo, XK",
    "ZZ, ",
    "XX, ",
    "QQQ, ",
    "Other, ",
    "Miền Nam, ",
    "84, ",
    "-, ",
    ", ",
  })
  void readsCodesAndNames(String text, String code) {
    assertThat(Countries.code(text)).isEqualTo(code);
  }

  @Test
  void readsEveryCountryByItsCodesAndInTwoLanguages() {
    List<String> wrong = new ArrayList<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale("", code);
      for (String text :
          List.of(
              code,
              country.getISO3Country(),
              country.getDisplayCountry(Locale.ENGLISH),
              country.getDisplayCountry(new Locale("vi")))) {
        if (!code.equals(Countries.code(text))) {
          wrong.add(text);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void readsTheSameOnEveryMachine() {
    Locale own = Locale.getDefault();
    Map<String, String> names = Countries.names();
    try {
      for (String language : List.of("de", "tr", "vi", "th")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(Countries.names()).isEqualTo(names);
      }
    } finally {
      Locale.setDefault(own);
    }
  }
}
