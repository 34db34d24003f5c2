package io.tributary.linkage;

import io.tributary.columns.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells Vietnamese names, which begin with the family name, from others. */
final class Vietnamese {
  private static final Set<String> FAMILY_NAMES =
      Set.of(
          "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
          "ho", "ngo", "duong", "ly", "li", "dinh", "trinh", "doan", "truong", "lam", "dao", "cao",
          "luong", "mai", "to", "ta", "chu", "thai", "quach", "ha", "luu", "kieu", "vuong", "tang");

  private static final Set<String> TITLES =
      Set.of("chi", "anh", "co", "ba", "ong", "bac", "em", "kh");

  private static final Set<Character> LETTERS = letters();

  private Vietnamese() {}

  private static Set<Character> letters() {
    Set<Character> letters = new HashSet<>();
    for (char letter : "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ".toCharArray()) {
      letters.add(letter);
      letters.add(Character.toUpperCase(letter));
    }
    return letters;
  }

  static boolean isName(String name) {
    String clean = Text.clean(name);
    if (clean == null) {
      return false;
    }
    if (clean.chars().anyMatch(letter -> LETTERS.contains((char) letter))) {
      return true;
    }
    List<String> words = Text.words(Text.fold(clean));
    return words.size() > 1
        && FAMILY_NAMES.contains(words.get(0))
        && !FAMILY_NAMES.contains(words.get(words.size() - 1));
  }

  /** Whether a name, among many Vietnamese ones, is not plainly of another language. */
  static boolean mayBeName(String name) {
    List<String> words = Text.words(Text.fold(name));
    return isName(name) || words.size() == 1 || TITLES.contains(words.get(0));
  }
}
