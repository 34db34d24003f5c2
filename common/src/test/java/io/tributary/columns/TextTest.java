package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @Test
  void cleanKeepsTheSpellingAndDropsWhatShowsNothing() {
    assertThat(Text.clean("\u00a0 Trần\u200b  Thị\u3000\tLan\ufeff ")).isEqualTo("Trần Thị Lan");
    assertThat(Text.clean(Normalizer.normalize("Nguyễn", Normalizer.Form.NFD))).isEqualTo("Nguyễn");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "\u00a0", "\u200b", "\t\n"})
  void nothingIsNull(String nothing) {
    assertThat(Text.clean(nothing)).isNull();
    assertThat(Text.fold(nothing)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Hòa, hoa",
    "Hoà, hoa",
    "ĐẶNG, dang",
    "Ðặng, dang",
    "Ɖặng, dang",
    "Ø, o",
    "Straße, strasse",
    "José, jose",
    "TITLE, title",
    "Ệ, e"
  })
  void foldMeetsSpellings(String spelling, String folded) {
    assertThat(Text.fold(spelling)).isEqualTo(folded);
    assertThat(Text.fold(Normalizer.normalize(spelling, Normalizer.Form.NFD))).isEqualTo(folded);
  }

  @Test
  void foldLeavesVowelMarksOfOtherScripts() {
    assertThat(Text.fold("สมชาย ที่")).isEqualTo("สมชาย ที่");
  }
}
