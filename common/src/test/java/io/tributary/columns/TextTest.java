package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Every character of the basic plane alone and beside others, and mixtures of all sorts. */
  private static Stream<String> texts() {
    Stream<String> characters =
        IntStream.rangeClosed(0, Character.MAX_VALUE)
            .mapToObj(c -> String.valueOf((char) c))
            .flatMap(c -> Stream.of(c, "I" + c, c + "s b", "a " + c));
    Stream<String> mixtures =
        RandomText.of(
            100_000,
            8,
            ("a b c I S y 7 A ' ` - . , \u2019 \u02bc \u00b4 \u0111 \u0110 \u00f0 \u00df \u1e9e \u00e6 \u0130"
                    + " \u0131 \u1ec5 \u1ec4 e\u0302\u0303 E\u0303\u0302 a\u0323\u0302 \u0301 \u0307 \u0323 \u03a3 \u03a3a \u03c2 \u212a \u1f00 \u0e17\u0e35\u0e48"
                    + " \u0000 \u200b \u00ad \ufeff \ud835\udc00 \ud835 \udc00 \ud83d\ude00 \u0663 \uac00 \u1100\u1161 \u0958")
                .concat(" \t \n \u0085 \u00a0 \u3000 \u2028")
                .split(" "));
    return Stream.of(characters, mixtures, RandomText.of(20_000, 6, "a", "\u1ec5", " ", "'"))
        .flatMap(texts -> texts);
  }

  @Test
  void tablesAndDefinitionsGiveOneForm() {
    texts()
        .forEach(
            text -> {
              String clean = Text.cleanAny(text);
              assertThat(Text.clean(text)).as(text).isEqualTo(clean);
              assertThat(Text.fold(text)).isEqualTo(clean == null ? null : Text.foldAny(clean));
            });
    assertThat(LatinText.fold("\u0110\u1eb7ng Th\u1ecb \u1ef2")).isEqualTo("dang thi y");
    assertThat(LatinText.isClean("\u0110\u1eb7ng Th\u1ecb \u1ef2")).isTrue();
  }

  @Test
  void wordsAreWhatPunctuationLeaves() {
    texts()
        .forEach(
            text -> {
              String spaced =
                  text.replaceAll("['\u2019\u02bc`\u00b4]", "")
                      .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", " ")
                      .strip();
              assertThat(Text.words(text))
                  .as(text)
                  .isEqualTo(spaced.isEmpty() ? List.of() : List.of(spaced.split(" ")));
            });
  }
}
