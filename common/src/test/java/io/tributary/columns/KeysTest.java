package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.crypto.Hmac;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

  @Test
  void joinsSourceAndNaturalKey() {
    assertThat(Keys.recordKey("crm", "17")).isEqualTo("crm:17");
    assertThat(Keys.recordKey("pos", "S1", "R2", "42")).isEqualTo("pos:S1|R2|42");
    assertThat(Keys.recordKey("pos", "a|b", "c:d", "e\\f")).isEqualTo("pos:a\\|b|c\\:d|e\\\\f");
    assertThat(Keys.recordKey("pos", "S1", null)).isNull();
  }

  @Test
  void hidesOnlyWhatIsPersonal() {
    Hmac hmac = new Hmac(new byte[32]);
    for (String plain : List.of("A0001", "C001", "8930000000057", "S1|R2|42")) {
      assertThat(Keys.pseudonymIfPersonal(hmac, plain)).isEqualTo(plain);
    }
    for (String personal : List.of("lan@example.com", "lan@", "0912345678", "vn|+84912345678")) {
      assertThat(Keys.pseudonymIfPersonal(hmac, personal)).isEqualTo(hmac.digest(personal));
    }
  }

  @Test
  void differentValuesNeverShareAKey() {
    List<List<String>> values =
        List.of(
            List.of("a|b", "c"),
            List.of("a", "b|c"),
            List.of("a\\", "b|c"),
            List.of("a\\|b", "c"),
            List.of("a", "b", "c"),
            List.of("a|b|c"),
            List.of("", "a|b|c"),
            List.of("a:b", "c"));

    assertThat(values.stream().map(parts -> Keys.recordKey("s", parts.toArray(String[]::new))))
        .doesNotHaveDuplicates();
    assertThat(Keys.recordKey("s:a", "b")).isNotEqualTo(Keys.recordKey("s", "a:b"));
  }

  @Test
  void noPersonalTextIsPassedOver() {
    RandomText.of(
            100_000, 10, "0", "1", "9", "84", "91", "2345", "+", "00", ".", "-", " ", "a", "b@c",
            "(at)", "[at]", "%40", "%30", "(", "\uff20", "\u0663", "\uff11", "|")
        .forEach(
            text ->
                assertThat(PersonalText.isIn(text)).as(text).isEqualTo(PersonalText.isInAny(text)));
  }
}
