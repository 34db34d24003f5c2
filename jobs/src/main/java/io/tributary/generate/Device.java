package io.tributary.generate;

/** A browser or an app on a phone: what the web tracker sees of a visitor. */
record Device(String cookie, String deviceId, String platform, String userAgent, String ip) {
  private static final java.util.List<String> BROWSERS =
      java.util.List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile"
              + " Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
              + " Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
              + " Safari/605.1.15");

  static Device draw(Dice dice) {
    boolean app = dice.chance(0.3);
    String agent = app ? "HoaSenMart/5.2 (Android 15; SM-A556E)" : dice.pick(BROWSERS);
    return new Device(
        "c" + dice.hex(12), "d" + dice.hex(10), app ? "app" : "web", agent, address(dice));
  }

  static String address(Dice dice) {
    return "113."
        + dice.between(160, 191)
        + "."
        + dice.between(0, 255)
        + "."
        + dice.between(1, 254);
  }
}
