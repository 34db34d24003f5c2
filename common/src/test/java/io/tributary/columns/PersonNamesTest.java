package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.columns.PersonNames.Name;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNamesTest {

  @ParameterizedTest
  @CsvSource({
    "Hòa, Hoà",
    "Thúy, Thuý",
    "Lý, Lí",
    "Quý, Quí",
    "NGUYEN VAN A, Nguyễn Văn A",
    "nguyễn  văn a, Nguyễn Văn A",
    "Chị Lan, Lan",
    "chi lan, Lan",
    "CHỊ LAN, Lan",
    "Chị. Lan, Lan",
    "KH Tuấn Q7, Tuấn",
    "KH: Tuấn - Q.7, Tuấn",
    "Tuấn (quận 7), Tuấn",
    "Tuấn HCM, Tuấn",
    "Mr. Tuấn, Tuấn",
    "KH Anh Tuấn, Tuấn",
    "Ông Trần Văn Đức, Tran Van Duc",
    "Trần Văn Ðức, Trần Văn Đức",
    "Lan 2, Lan",
    "Lan2, Lan",
    "Y Lan, y lan"
  })
  void meetInTheirMatchForm(String one, String other) {
    assertThat(PersonNames.match(one, "VN")).isNotNull().isEqualTo(PersonNames.match(other, "VN"));
    assertThat(PersonNames.match(Normalizer.normalize(one, Normalizer.Form.NFD), "VN"))
        .isEqualTo(PersonNames.match(other, "VN"));
  }

  @ParameterizedTest
  @CsvSource({
    "Chu Văn An, Van An",
    "CHU VAN AN, VAN AN",
    "Cổ Tấn Anh, Tấn Anh",
    "Thúy, Thúi",
    "Nguyễn Văn A, Nguyễn Văn B",
    "Tuấn Anh, Tuấn"
  })
  void stayApart(String one, String other) {
    assertThat(PersonNames.match(one, "VN")).isNotEqualTo(PersonNames.match(other, "VN"));
  }

  @ParameterizedTest
  @CsvSource({
    "Nguyễn Văn A, VN, nguyen van a",
    "Chị, VN, chi",
    "Anh Chị, VN, chi",
    "Lý Quý, VN, li qui",
    "O'Brien-Smith, GB, obrien smith",
    "Dr. Anna Müller, DE, anna muller",
    "Anh Nguyen, US, anh nguyen",
    "Chi Pham, , chi pham",
    "Mary Ly, US, mary ly",
  })
  void hasTheMatchForm(String name, String country, String match) {
    assertThat(PersonNames.match(name, country)).isEqualTo(match);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "...", "123", "\u200b"})
  void nothingIsNull(String nothing) {
    assertThat(PersonNames.match(nothing, "VN")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Khách lẻ",
        "KHACH LE 2",
        "KH vãng lai",
        "Anh khách",
        "Khách vãng lai HN",
        "Guest",
        "Walk-in Customer",
        "N/A"
      })
  void aNameForNobodyIsNull(String nobody) {
    assertThat(PersonNames.match(nobody, "VN")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"Lê, le", "Lê Khách, le khach", "Edgar Guest, edgar guest", "Na, na", "KH Lê, le"})
  void aNameLikeOneForNobodyIsSomebodys(String name, String match) {
    assertThat(PersonNames.match(name, "VN")).isEqualTo(match);
  }

  @ParameterizedTest
  @CsvSource({
    "Nguyễn Văn A, VN, Nguyễn, Văn A",
    "Chị Trần Thị Thúy, VN, Trần, Thị Thúy",
    "Lan, VN, , Lan",
    "Anna Maria Müller, DE, Müller, Anna Maria",
    "'Müller, Anna Maria', DE, Müller, Anna Maria",
    "Mr. John Smith, US, Smith, John",
    "Madonna, , , Madonna",
    "' NGUYỄN   VĂN A ', VN, NGUYỄN, VĂN A",
  })
  void splitsByTheHabitOfTheCountry(String name, String country, String family, String given) {
    assertThat(PersonNames.split(name, country)).isEqualTo(new Name(family, given));
  }

  @Test
  void joinsInTheOrderOfTheCountry() {
    assertThat(PersonNames.full("Nguyễn", "Văn A", "VN")).isEqualTo("Nguyễn Văn A");
    assertThat(PersonNames.full("Müller", "Anna", "DE")).isEqualTo("Anna Müller");
    assertThat(PersonNames.full(null, "Lan", "VN")).isEqualTo("Lan");
    assertThat(PersonNames.full(null, " ", "VN")).isNull();
    assertThat(PersonNames.split(null, "VN")).isEqualTo(new Name(null, null));
  }

  /** The rules one after the other, each tried on every name. */
  private static String matched(String name, boolean isVietnam) {
    List<String> words = new ArrayList<>(Text.words(Text.clean(name)));
    String lower = String.join(" ", words).toLowerCase(Locale.ROOT);
    Set<String> titles =
        !isVietnam
            ? Set.of()
            : lower.equals(Text.fold(lower))
                ? Set.of("chi", "anh", "co", "ba", "ong", "bac", "em", "kh")
                : Set.of(
                    "ch\u1ecb",
                    "anh",
                    "c\u00f4",
                    "ch\u00fa",
                    "b\u00e0",
                    "\u00f4ng",
                    "b\u00e1c",
                    "em",
                    "kh");
    while (words.size() > 1
        && (titles.contains(words.get(0).toLowerCase(Locale.ROOT))
            || Set.of("mr", "mrs", "ms", "miss", "dr")
                .contains(words.get(0).toLowerCase(Locale.ROOT)))) {
      words.remove(0);
    }
    String folded = Text.fold(String.join(" ", words));
    if (folded == null) {
      return null;
    }
    if (isVietnam) {
      folded =
          folded
              .replaceFirst(
                  "(?<=\\S)( (q|quan|p|phuong|f) ?\\d{1,2}| (tp ?)?(hcm|hn|sg|sai gon|ha noi))+$",
                  "")
              .replaceAll("\\b(h|k|l|m|qu|s|t|v)y\\b", "$1i");
    }
    return Text.clean(folded.replaceAll("\\p{Nd}+", " "));
  }

  @Test
  void everyNameIsReadByAllRules() {
    RandomText.of(
            50_000,
            6,
            "Ch\u1ecb ",
            "chi ",
            "C\u00f4 ",
            "Co ",
            "co. ",
            "mr ",
            "Mr. ",
            "KH: ",
            "Anh ",
            "L\u00fd ",
            "ly",
            "My ",
            "y",
            "\u1ef3 ",
            "qu\u00fd",
            "Tu\u1ea5n ",
            "tuan ",
            "Q7",
            " q 12",
            " tp hcm",
            " tphn",
            "HCM ",
            " s\u00e0i g\u00f2n",
            " ha noi",
            "7",
            "\u0663",
            "\ud835\udfd7",
            " 123",
            "'",
            "-",
            " ",
            "\u0302",
            "e\u0323",
            "\u0928\u093f")
        .forEach(
            name -> {
              assertThat(PersonNames.match(name, "VN")).as(name).isEqualTo(matched(name, true));
              assertThat(PersonNames.match(name, "GB")).as(name).isEqualTo(matched(name, false));
            });
  }
}
