package io.tributary.serve;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Customers whose values are pieced together from what goes wrong. */
final class FuzzedMembers {

  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\u00A0",
          "\u200B",
          "\uFEFF",
          "\n",
          "\t",
          "null",
          "n/a",
          "0",
          "-",
          "'",
          ".",
          "+",
          "@",
          "gmail.com",
          "example.com",
          "+84",
          "0912345678",
          "+84912345678",
          "912345678",
          "jr.",
          "mr. ",
          "Nguyễn",
          "Vale\u0301ry",
          "정",
          "ı",
          "İ",
          "=1+1",
          "|",
          ",",
          "\"",
          "\uD800",
          "😀",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private static final List<Field> TEXTS =
      Stream.of(Field.values())
          .filter(field -> field != Field.EXTERNAL_ID && !field.name().startsWith("BIRTH"))
          .toList();

  private final RandomGenerator random;

  FuzzedMembers(RandomGenerator random) {
    this.random = random;
  }

  Members next() {
    Members members = Members.of(Field.EXTERNAL_ID, "customer-7");
    TEXTS.forEach(field -> members.and(field, text(), text()));
    return members;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
