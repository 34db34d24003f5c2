package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Consent decisions: those of the past on the first night, then new ones and withdrawals. */
final class ConsentsFile {
  private record Scope(String purpose, String channel) {}

  private static final List<Scope> ASKED =
      List.of(
          new Scope("marketing", "email"),
          new Scope("marketing", "sms"),
          new Scope("marketing", "zalo"),
          new Scope("marketing", "call"),
          new Scope("marketing", "post"),
          new Scope("ads", "ads"),
          new Scope("profiling", "ads"));
  private static final List<String> METHODS = List.of("form", "app", "sms", "call", "paper");

  /** Writes a customer's decisions; gives the channels on which marketing is allowed at the end. */
  List<String> write(Customer customer, Chunk chunk) {
    Dice dice = chunk.dice();
    List<String> allowed = new ArrayList<>();
    String[] subject = subject(customer);
    boolean wasAsked = dice.chance(0.75);
    if (!wasAsked || subject.length == 0) {
      return allowed;
    }
    LocalDateTime at = customer.behaviour().knownSince().plusMinutes(5);
    for (Scope scope : ASKED) {
      boolean reaches = !scope.channel().equals("email") || !customer.emails().isEmpty();
      if (!reaches || dice.chance(0.35)) {
        continue;
      }
      boolean isGranted = dice.chance(0.82);
      decide(customer, subject, scope, isGranted ? "granted" : "denied", at, chunk);
      boolean isWithdrawn = isGranted && withdraw(customer, subject, scope, chunk);
      if (isGranted && !isWithdrawn && scope.purpose().equals("marketing")) {
        allowed.add(scope.channel());
      }
    }
    return allowed;
  }

  private static boolean withdraw(Customer customer, String[] subject, Scope scope, Chunk chunk) {
    Nights nights = chunk.nights();
    for (LocalDate night = nights.first().plusDays(1);
        !night.isAfter(nights.last());
        night = night.plusDays(1)) {
      boolean isLater = customer.behaviour().knownSince().toLocalDate().isBefore(night);
      if (isLater && chunk.dice().chance(NoiseRates.WITHDRAWAL_A_NIGHT)) {
        decide(
            customer,
            subject,
            scope,
            "withdrawn",
            night.atTime(chunk.dice().between(8, 21), 30),
            chunk);
        return true;
      }
    }
    return false;
  }

  private static void decide(
      Customer customer,
      String[] subject,
      Scope scope,
      String decision,
      LocalDateTime at,
      Chunk chunk) {
    Nights nights = chunk.nights();
    Dice dice = chunk.dice();
    boolean hasEvidence = !dice.chance(NoiseRates.NO_EVIDENCE);
    LocalDate night = nights.isHistory(at) ? nights.first() : at.toLocalDate();
    String method = dice.pick(METHODS);
    String text =
        new CsvRow(Feed.CONSENTS, ',')
            .set("subject_type", subject[0])
            .set("subject", subject[1])
            .set("purpose", scope.purpose())
            .set("channel", scope.channel())
            .set("decision", decision)
            .set("decided_at", TicketsFile.ISO.format(at))
            .set("method", method)
            .set("text_version", at.getYear() >= 2026 ? "2026-01" : "2023-07")
            .set("place", method.equals("app") ? "app" : customer.behaviour().store().id())
            .set("evidence_ref", hasEvidence ? "EV" + chunk.nextNumber() : "")
            .text();
    String file = Feed.CONSENTS.file(night);
    Chunk.Line line = chunk.line(file, at, text);
    if (decision.equals("withdrawn")) {
      chunk.found(DirtyCase.CONSENT_WITHDRAWN, file, line, customer.entityId());
    } else if (decision.equals("granted") && !hasEvidence) {
      chunk.found(DirtyCase.GRANT_WITHOUT_EVIDENCE, file, line, customer.entityId());
    }
  }

  /**
   * Type and value of the identifier under which a customer's decisions are kept; empty if there is
   * none.
   */
  private static String[] subject(Customer customer) {
    PhoneModel.Phone phone = customer.phone();
    String email = customer.email();
    long kind = customer.number() % 5;
    if (kind == 0 && customer.account() != null) {
      return new String[] {"account", customer.account()};
    }
    if (kind == 1 && email != null) {
      return new String[] {"email", email};
    }
    if (kind == 2 && phone != null && !customer.has(DirtyCase.FAMILY_PHONE)) {
      return new String[] {"phone", phone.stored()};
    }
    if (!customer.crmIds().isEmpty()) {
      return new String[] {"crm", customer.crmIds().get(0)};
    }
    if (!customer.cards().isEmpty()) {
      return new String[] {"card", customer.cards().get(0)};
    }
    return phone == null ? new String[0] : new String[] {"phone", phone.stored()};
  }
}
