package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.columns.Places.Place;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

  private static final Places PLACES = Conf.places();

  /** The provinces until 2025-06-30, written down apart from the shipped file. */
  private static final List<String> SIXTY_THREE =
      Stream.of(
              "An Giang, Bà Rịa - Vũng Tàu, Bắc Giang, Bắc Kạn, Bạc Liêu, Bắc Ninh, Bến Tre, Bình Định",
              "Bình Dương, Bình Phước, Bình Thuận, Cà Mau, Cần Thơ, Cao Bằng, Đà Nẵng, Đắk Lắk, Đắk Nông",
              "Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương",
              "Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum",
              "Lai Châu, Lâm Đồng, Lạng Sơn, Lào Cai, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận",
              "Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng",
              "Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh",
              "Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái")
          .flatMap(line -> Stream.of(line.split(", ")))
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hồ Chí Minh",
        "Thành phố Hồ Chí Minh",
        "TP. Hồ Chí Minh",
        "TP.HCM",
        "TPHCM",
        "Tp Hcm",
        "HCM",
        "SG",
        "Sài Gòn",
        "saigon",
        "SAI GON",
        "Ho Chi Minh City",
        "Bình Dương",
        "Tỉnh Bình Dương",
        "Binh Duong Province",
        "Bà Rịa – Vũng Tàu",
        "BRVT",
        "12 Lê Lợi, Quận 1, TP.HCM",
        "Quận 7, TP. Hồ Chí Minh, Việt Nam",
        "Thủ Đức, Ho Chi Minh, Vietnam"
      })
  void everySpellingLeadsToOnePlace(String spelling) {
    Place saigon = new Place("79", "Hồ Chí Minh", "Đông Nam Bộ");

    assertThat(PLACES.find(spelling)).isEqualTo(saigon);
    assertThat(PLACES.find(Normalizer.normalize(spelling, Normalizer.Form.NFD))).isEqualTo(saigon);
  }

  @ParameterizedTest
  @CsvSource({
    "HN, Hà Nội",
    "Hà Tây, Hà Nội",
    "Tỉnh Thừa Thiên - Huế, Huế",
    "Đắc Nông, Lâm Đồng",
    "Đak Lak, Đắk Lắk",
    "Bắc Cạn, Thái Nguyên",
    "Hoà Bình, Phú Thọ",
    "Quảng Bình, Quảng Trị",
    "Bình Định, Gia Lai",
    "Yên Bái, Lào Cai",
    "Long An, Tây Ninh",
    "Tiền Giang, Đồng Tháp",
    "Kiên Giang, An Giang",
  })
  void oldNamesLeadToThePlaceOfToday(String old, String today) {
    assertThat(PLACES.find(old)).extracting(Place::name).isEqualTo(today);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "Paris", "ĐN", "Quận 7", "Bình", "Việt Nam", "Tỉnh"})
  void theUnknownIsNull(String spelling) {
    assertThat(PLACES.find(spelling)).isNull();
  }

  @Test
  void the63ProvincesBecameThe34() {
    List<Place> today = SIXTY_THREE.stream().map(PLACES::find).distinct().toList();

    assertThat(SIXTY_THREE).hasSize(63);
    assertThat(today).doesNotContainNull().hasSize(34);
    assertThat(today).extracting(Place::code).doesNotHaveDuplicates();
    assertThat(today.stream().map(Place::region).distinct()).hasSize(6);
    assertThat(SIXTY_THREE)
        .allSatisfy(
            name ->
                assertThat(PLACES.find(name.toUpperCase(Locale.ROOT)))
                    .isEqualTo(PLACES.find(name)));
  }

  @Test
  void aSpellingOfTwoPlacesIsRefused() {
    String csv = "code,name,region,merged,aliases\n1,Đà Nẵng,Central,,DN\n2,Đồng Nai,South,,ĐN\n";

    assertThatThrownBy(() -> Places.of(csv))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Đà Nẵng")
        .hasMessageContaining("Đồng Nai");
  }
}
