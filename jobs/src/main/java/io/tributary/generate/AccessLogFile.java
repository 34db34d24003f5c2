package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The content site's access log, combined format. On the first night the file is cut at 22:00; the
 * overlay of the second night is the whole log under the same name.
 */
final class AccessLogFile {
  /** English month names, as web servers write them. */
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss '+0700'", Locale.ENGLISH);

  private static final List<String> PAGES =
      List.of(
          "/bai-viet/chon-tai-nghe",
          "/bai-viet/nau-an-ngon",
          "/bai-viet/cham-soc-da",
          "/cam-nang/me-va-be",
          "/");
  private static final List<String> BOTS =
      List.of(
          "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
          "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
          "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
          "python-requests/2.32.3",
          "curl/8.5.0");
  private static final int CUT_AT = 22;
  private static final int BOT_LINES = 40;

  void write(Customer customer, Chunk chunk) {
    Dice dice = chunk.dice();
    if (customer.behaviour().weeklyVisits() == 0) {
      return;
    }
    for (LocalDate night : chunk.nights().all()) {
      for (int i = dice.poisson(0.4); i > 0; i--) {
        Device device = dice.pick(customer.devices());
        LocalDateTime at = night.atStartOfDay().plusSeconds(dice.between(7 * 3600, 24 * 3600 - 1));
        PhoneModel.Phone phone = customer.phone();
        String leak =
            dice.chance(NoiseRates.PERSONAL_VALUE_IN_HIT * 3) && phone != null
                ? "?sdt=" + phone.national()
                : "";
        String path = dice.pick(PAGES) + leak;
        String text =
            line(device.ip(), at, path, 200, dice.between(900, 30_000), device.userAgent());
        deliver(at, text, leak.isEmpty() ? null : DirtyCase.PHONE_IN_URL, device.ip(), chunk);
      }
    }
  }

  void writeBots(Chunk chunk) {
    Dice dice = chunk.dice();
    for (LocalDate night : chunk.nights().all()) {
      for (int i = 0; i < BOT_LINES; i++) {
        LocalDateTime at = night.atStartOfDay().plusSeconds(dice.between(0, 24 * 3600 - 1));
        String ip = "66.249." + dice.between(64, 95) + "." + dice.between(1, 254);
        int status = dice.chance(0.1) ? 404 : 200;
        String text =
            line(ip, at, dice.pick(PAGES), status, dice.between(200, 9_000), dice.pick(BOTS));
        deliver(at, text, DirtyCase.BOT_LOG_LINE, ip, chunk);
      }
    }
  }

  private static String line(
      String ip, LocalDateTime at, String path, int status, int bytes, String agent) {
    String request = "[" + CLF.format(at) + "] \"GET " + path + " HTTP/1.1\" ";
    return ip + " - - " + request + status + " " + bytes + " \"-\" \"" + agent + "\"";
  }

  private static void deliver(
      LocalDateTime at, String text, @Nullable DirtyCase found, String ip, Chunk chunk) {
    Nights nights = chunk.nights();
    String file = Feed.ACCESS_LOG.file(at.toLocalDate());
    if (at.toLocalDate().equals(nights.first()) && nights.days() > 1) {
      String overlay = Feed.ACCESS_LOG.overlay(nights.first().plusDays(1), nights.first());
      Chunk.Line line = chunk.line(overlay, at, text);
      if (at.getHour() >= CUT_AT) {
        chunk.found(DirtyCase.SUPERSEDED_LOG, overlay, line, "ip:" + ip);
        return;
      }
    }
    Chunk.Line line = chunk.line(file, at, text);
    if (found != null) {
      chunk.found(found, file, line, "ip:" + ip);
    }
  }
}
