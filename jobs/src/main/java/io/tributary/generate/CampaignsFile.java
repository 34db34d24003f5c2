package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What became of the messages sent: one campaign a night by e-mail and by SMS, to a part of those
 * who allowed it.
 */
final class CampaignsFile {
  void write(Customer customer, List<String> allowed, Chunk chunk) {
    String email = customer.email();
    PhoneModel.Phone phone = customer.phone();
    for (LocalDate night : chunk.nights().all()) {
      if (!customer.behaviour().knownSince().toLocalDate().isBefore(night)) {
        continue;
      }
      if (email != null && allowed.contains("email") && chunk.dice().chance(0.6)) {
        send("EM" + night, "email", email, night.atTime(9, 0), chunk);
      }
      if (phone != null && allowed.contains("sms") && chunk.dice().chance(0.2)) {
        send("SM" + night, "sms", phone.stored(), night.atTime(10, 0), chunk);
      }
    }
  }

  private static void send(
      String campaign, String channel, String subject, LocalDateTime at, Chunk chunk) {
    Dice dice = chunk.dice();
    String message = "M" + chunk.nextNumber();
    respond(campaign, channel, subject, "sent", at, message, chunk);
    if (dice.chance(0.04)) {
      respond(campaign, channel, subject, "bounced", at.plusMinutes(1), message, chunk);
      return;
    }
    respond(campaign, channel, subject, "delivered", at.plusMinutes(1), message, chunk);
    LocalDateTime later = at.plusMinutes(dice.between(5, 600));
    if (channel.equals("email") && dice.chance(0.3)) {
      respond(campaign, channel, subject, "opened", later, message, chunk);
      if (dice.chance(0.2)) {
        respond(campaign, channel, subject, "clicked", later.plusMinutes(1), message, chunk);
      }
    }
    if (dice.chance(NoiseRates.UNSUBSCRIBE)) {
      respond(campaign, channel, subject, "unsubscribed", later.plusMinutes(2), message, chunk);
    } else if (dice.chance(NoiseRates.COMPLAINT)) {
      respond(campaign, channel, subject, "complained", later.plusMinutes(3), message, chunk);
    }
  }

  private static void respond(
      String campaign,
      String channel,
      String subject,
      String response,
      LocalDateTime at,
      String message,
      Chunk chunk) {
    String text =
        new CsvRow(Feed.CAMPAIGNS, ',')
            .set("campaign_id", campaign)
            .set("channel", channel)
            .set("subject", subject)
            .set("response", response)
            .set("responded_at", TicketsFile.ISO.format(at))
            .set("message_id", message)
            .text();
    String file = Feed.CAMPAIGNS.file(at.toLocalDate());
    Chunk.Line line = chunk.line(file, at, text);
    if (response.equals("unsubscribed")) {
      chunk.found(DirtyCase.UNSUBSCRIBED, file, line, message);
    } else if (response.equals("complained")) {
      chunk.found(DirtyCase.COMPLAINED, file, line, message);
    }
  }
}
