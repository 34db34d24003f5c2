package io.tributary.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserAgentsTest {

  @Test
  void knowsRobotsFromCustomers() {
    assertThat(
            List.of(
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
                "curl/8.5.0",
                "python-requests/2.31.0"))
        .allSatisfy(agent -> assertThat(UserAgents.classify(agent).isBot()).isTrue());
    UserAgents.Agent phone =
        UserAgents.classify(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
                + " like Gecko) Version/17.5 Mobile/15E148 Safari/604.1");
    UserAgents.Agent desktop =
        UserAgents.classify(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/129.0.0.0 Safari/537.36");
    assertThat(phone).isEqualTo(new UserAgents.Agent(false, "Phone"));
    assertThat(desktop).isEqualTo(new UserAgents.Agent(false, "Desktop"));
    assertThat(UserAgents.classify(" ")).isNull();
  }
}
