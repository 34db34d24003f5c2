package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12/3A Lê Lợi, P.5, Q.7, TP.HCM | VN | 12/3a le loi phuong 5 quan 7 hcm",
        "Số 12/3A  đường Lê Lợi - phường 05 - quận 07 - TP HCM, Việt Nam | VN | 12/3a le loi phuong 5 quan 7 hcm",
        "12/3a D. Le Loi F5 Q7 Thanh pho HCM | VN | 12/3a le loi phuong 5 quan 7 hcm",
        "12 Trần Phú, P. Bến Nghé, Q. Bình Thạnh | VN | 12 tran phu phuong ben nghe quan binh thanh",
        "10 Downing St., London | GB | 10 downing st london",
        "Q7 Tower 2 | GB | q7 tower 2",
      })
  void bridgesWaysOfAbbreviating(String line, String country, String match) {
    assertThat(Addresses.match(line, country)).isEqualTo(match);
  }

  @ParameterizedTest
  @CsvSource({"'', VN", "' - ', VN", ", VN"})
  void nothingIsNull(String line, String country) {
    assertThat(Addresses.match(line, country)).isNull();
  }
}
