package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {

  private static final List<String> ALLOWED = List.of("utm_*", "q", "page");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://shop.example.com/ao-thun?utm_source=fb&uid=7&page=2#top | https://shop.example.com/ao-thun?utm_source=fb&page=2",
        "HTTPS://Shop.Example.com:8443/A/B | https://shop.example.com:8443/A/B",
        "https://lan:secret@shop.example.com/x | https://shop.example.com/x",
        "https://lan@gmail.com@shop.example.com/x | https://shop.example.com/x",
        "/search?q=ao+thun&email=lan@example.com | /search?q=ao+thun",
        "/search?q=lan%40example.com | /search?q=_",
        "/search?q=lan%2540example.com&page=1 | /search?q=_&page=1",
        "/search?Q=0912+345+678 | /search?Q=_",
        "/search?q=0912.345.678 | /search?q=_",
        "/search?q=%2B84+912+345+678 | /search?q=_",
        "/search?q=%30912345678 | /search?q=_",
        "/search?utm_content=call-0912345678-now | /search?utm_content=_",
        "/?utm_lan@example.com&page=1 | /?_&page=1",
        "/?utm_lan%40example.com=1&page=1 | /?_&page=1",
        "/?utm_0912+345+678 | /?_",
        "/?utm_flag | /?utm_flag",
        "/account/lan@example.com/orders | /account/_/orders",
        "/account/lan%40example.com | /account/_",
        "/u/0912345678/orders;jsessionid=ABC?page=1 | /u/_/orders?page=1",
        "/u/0912345678;v=1 | /u/_",
        "/u/;email=lan@example.com | /u/",
        "/p/tra-sua-274021999x | /p/tra-sua-274021999x",
        "/news/2026-11-10/sale | /news/2026-11-10/sale",
        "//cdn.example.com/a.js?v=3 | //cdn.example.com/a.js",
        "https://example.com | https://example.com",
        "https://example.com?phone=0912345678 | https://example.com",
        "lan@example.com | _",
        "/a%zz?q=100%|/a%zz?q=100%",
        "https://[2001:db8::1]/x | https://[2001:db8::1]/x",
        "android-app://com.google.android.gm/ | android-app://com.google.android.gm/",
      })
  void keepsOnlyWhatAnOpenTableMayHold(String url, String scrubbed) {
    assertThat(Urls.scrub(url, ALLOWED)).isEqualTo(scrubbed);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "-",
        "mailto:lan@example.com",
        "tel:+84912345678",
        "data:text/plain,x",
        "http://a b/c"
      })
  void whatIsNoPageIsNull(String url) {
    assertThat(Urls.scrub(url, ALLOWED)).isNull();
  }

  @Test
  void withoutAnAllowListNoParameterStays() {
    assertThat(Urls.scrub("https://example.com/x?a=1&b=2", List.of()))
        .isEqualTo("https://example.com/x");
  }

  @ParameterizedTest
  @CsvSource({
    "https://u@Shop.example.com:80/x?y, shop.example.com",
    "//cdn.example.com, cdn.example.com",
    "/relative, ",
    "-, ",
    ", "
  })
  void namesTheHost(String url, String host) {
    assertThat(Urls.host(url)).isEqualTo(host);
  }

  @Test
  void readsOneParameter() {
    String url = "/s?q=%C3%A1o+thun&q=2&empty=&bad=%zz;utm_source=fb&flag#q=3";

    assertThat(Urls.parameter(url, "q")).isEqualTo("áo thun");
    assertThat(Urls.parameter(url, "empty")).isEmpty();
    assertThat(Urls.parameter(url, "bad")).isEqualTo("%zz");
    assertThat(Urls.parameter(url, "utm_source")).isEqualTo("fb");
    assertThat(Urls.parameter(url, "flag")).isNull();
    assertThat(Urls.parameter(url, "absent")).isNull();
    assertThat(Urls.parameter(null, "q")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lan@example.com | _",
        "order of lan @ example.com today | order of _ today",
        "lan(at)example.com | _",
        "lan%40example.com | _",
        "call 0912 345 678 now | call _ now",
        "0912.345.678 | _",
        "0912-345-678 | _",
        "0 9 1 2 3 4 5 6 7 8 | _",
        "+84 (0)912 345 678 | _",
        "+84 912 345 678 | _",
        "84912345678 | _",
        "0084912345678 | _",
        "912345678 | _",
        "01682345679 | _",
        "sdt0912345678 | sdt_",
        "０９１２３４５６７８ | _",
        "0912345678 0987654321 | _ _",
        "size 42 0912345678 | size 42 _",
        "(650) 253-0000 | _",
        "Mozilla/5.0 (Linux; 0912345678; lan@example.com) | Mozilla/5.0 (Linux; _; _)",
        "áo thun size 42 | áo thun size 42",
        "iphone 15 pro 256gb | iphone 15 pro 256gb",
        "giảm 1.250.000 đ | giảm 1.250.000 đ",
        "2026-11-10 17:30 | 2026-11-10 17:30",
        "10-11-2026 | 10-11-2026",
        "GSA/218.0.456502374 Mobile/15E148 | GSA/218.0.456502374 Mobile/15E148",
        "version 1.2.3 0912345678 | version 1.2.3 _",
        "912 345 678 | _",
        "650-253-0000 | _",
        "100% cotton | 100% cotton",
        "Chrome/142.0.7444.60 Safari/537.36 | Chrome/142.0.7444.60 Safari/537.36",
      })
  void hidesContactPointsInText(String text, String scrubbed) {
    assertThat(Urls.scrubText(text)).isEqualTo(scrubbed);
  }

  @Test
  void noSeededContactPointGetsThrough() {
    Random random = new Random(20_261_109);
    for (int i = 0; i < 5_000; i++) {
      String subscriber = "%08d".formatted(random.nextInt(100_000_000));
      String phone =
          List.of("09", "+849", "00849", "849", "+84 9", "+84 (0)9").get(random.nextInt(6))
              + subscriber;
      String name = "khach" + subscriber;
      String written = random.nextBoolean() ? spaced(phone, random) : name + "@mail.example";
      String encoded = encoded(written, random);
      String url =
          List.of(
                  "/u/%s/x",
                  "/u/a-%s", "https://shop.example/?q=%s&page=1", "/s?utm_term=an%%20%s", "/s#%s")
              .get(random.nextInt(5))
              .formatted(encoded);

      String scrubbed =
          Urls.scrub(url, ALLOWED)
              + Urls.scrubText("an " + encoded + " x")
              + Urls.scrubText(written);

      assertThat(PersonalText.decode(PersonalText.decode(scrubbed)).replaceAll("[ .-]", ""))
          .as(url)
          .doesNotContain(subscriber, "mail.example");
    }
  }

  private static String spaced(String phone, Random random) {
    String separator = List.of("", " ", ".", "-").get(random.nextInt(4));
    int every = 1 + random.nextInt(4);
    return phone.replaceAll("(\\d{" + every + "})(?=\\d)", "$1" + separator);
  }

  /** Percent-encodes what must be and some of the rest, once or twice. */
  private static String encoded(String text, Random random) {
    StringBuilder encoded = new StringBuilder();
    for (char character : text.toCharArray()) {
      boolean plain = Character.isLetterOrDigit(character) && random.nextInt(4) > 0;
      encoded.append(plain ? "" + character : "%%%02X".formatted((int) character));
    }
    return random.nextInt(3) > 0 ? encoded.toString() : encoded.toString().replace("%", "%25");
  }

  @Test
  void aVeryLongTextIsReadInTime() {
    String words = "@" + "a".repeat(50_000) + " 1".repeat(20_000);

    assertThat(Urls.scrubText(words)).isEqualTo(words);
  }

  @Test
  void noTextIsNull() {
    assertThat(Urls.scrubText((String) null)).isNull();
    assertThat(Urls.scrubText(" ")).isNull();
  }
}
