package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GendersTest {

  @ParameterizedTest
  @CsvSource({
    "Nam, M",
    "NỮ, F",
    "nu, F",
    "Nư\u0303, F",
    "male, M",
    "Female, F",
    "M, M",
    "f., F",
    "' Nam ', M",
    "Nữ giới, F",
    "Mr., M",
    "Chị, F"
  })
  void readsWhatIsStated(String raw, String gender) {
    assertThat(Genders.normalise(raw)).isEqualTo(gender);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "?", "0", "1", "khác", "unknown", "male/female"})
  void leavesTheRestOpen(String raw) {
    assertThat(Genders.normalise(raw)).isNull();
  }
}
