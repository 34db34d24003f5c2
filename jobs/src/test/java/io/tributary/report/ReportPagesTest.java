package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportPagesTest {

  @Test
  void noTextOfTheDocumentEndsItsScript() {
    String page =
        ReportPages.page(
            "report.html", Map.of("locale", "vi-VN", "x", "</script><b>$1 \\ {{data}}"));

    assertThat(page)
        .contains("<html lang=\"vi-VN\">")
        .contains("\"x\":\"\\u003c/script>\\u003cb>$1 \\\\ {{data}}\"")
        .doesNotContain("</script><b>");
  }

  @Test
  void aPageHoldsEverythingItNeeds() {
    for (String template : new String[] {"report.html", "index.html"}) {
      String page = ReportPages.page(template, Map.of("locale", "en-GB"));

      assertThat(page).as(template).contains("default-src 'none'").contains("echarts");
      assertThat(page.replaceAll("(?s)<script>.*?</script>", ""))
          .as(template + " names nothing outside of itself")
          .doesNotContain("src=")
          .doesNotContain("<link")
          .doesNotContain("@import")
          .doesNotContain("url(");
    }
  }
}
