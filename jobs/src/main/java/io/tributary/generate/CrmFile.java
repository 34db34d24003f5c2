package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The CRM's changes: the first night everybody, later nights what is new, changed, moved, deleted,
 * or late.
 */
final class CrmFile {
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

  private final Models models;

  CrmFile(Models models) {
    this.models = models;
  }

  void write(Customer customer, Chunk chunk) {
    for (int i = 0; i < customer.crmIds().size(); i++) {
      write(customer, i, chunk);
    }
  }

  private void write(Customer customer, int rank, Chunk chunk) {
    Dice dice = chunk.dice();
    Nights nights = chunk.nights();
    LocalDateTime created = customer.behaviour().knownSince().plusDays(rank * 40L);
    if (!nights.happened(created)) {
      created = customer.behaviour().knownSince();
    }
    LocalDateTime updated = lastUpdate(created, nights, dice);
    Set<DirtyCase> found = EnumSet.copyOf(customer.traits());
    CsvRow row = row(customer, rank, created, updated, dice, found);
    if (rank > 0) {
      found.add(DirtyCase.SECOND_CRM_ROW);
    }
    LocalDate night =
        created.toLocalDate().isAfter(nights.first()) ? created.toLocalDate() : nights.first();
    deliver(row, customer, rank, night, updated, found, chunk);
    for (LocalDate later = night.plusDays(1);
        !later.isAfter(nights.last());
        later = later.plusDays(1)) {
      change(row, customer, rank, later, chunk);
    }
  }

  private static LocalDateTime lastUpdate(LocalDateTime created, Nights nights, Dice dice) {
    LocalDateTime noon = nights.first().atTime(12, 0);
    if (!created.isBefore(noon.minusDays(2)) || dice.chance(0.5)) {
      return created;
    }
    LocalDateTime recently = noon.minusDays(dice.between(1, 500)).plusMinutes(dice.between(0, 600));
    return recently.isAfter(created) ? recently : created;
  }

  private CsvRow row(
      Customer customer,
      int rank,
      LocalDateTime created,
      LocalDateTime updated,
      Dice dice,
      Set<DirtyCase> found) {
    CsvRow row = new CsvRow(Feed.CRM, ',');
    row.set("customer_id", customer.crmIds().get(rank))
        .set("full_name", models.names().spell(customer, dice, found));
    contacts(row, customer, created, dice, found);
    if (!dice.chance(NoiseRates.NO_BIRTH_DATE)) {
      row.set("birth_date", DAY.format(customer.birth()));
    }
    row.set("gender", customer.gender().spelled(dice));
    customer.home().write(row, updated, dice, found);
    if (!customer.cards().isEmpty() && dice.chance(0.7)) {
      row.set("loyalty_card", customer.cards().get(0));
    }
    if (rank == 0 && dice.chance(0.2)) {
      row.set("zalo_id", "oa1:z" + Digits.padded(customer.number() * 7919 + 17, 10));
    }
    if (rank == 0 && dice.chance(0.1)) {
      row.set(
          "facebook_id",
          "pg" + dice.between(1, 2) + ":f" + Digits.padded(customer.number() * 6151 + 29, 11));
    }
    return row.set("created_at", STAMP.format(created))
        .set("updated_at", STAMP.format(updated))
        .set("deleted", "0");
  }

  private void contacts(
      CsvRow row, Customer customer, LocalDateTime created, Dice dice, Set<DirtyCase> found) {
    if (!customer.emails().isEmpty()) {
      row.set("email", models.emails().spell(customer.emails().get(0), dice, found));
    }
    if (customer.emails().size() > 1) {
      row.set("email_2", customer.emails().get(1));
    }
    if (customer.phones().isEmpty()) {
      return;
    }
    String phone =
        models
            .phones()
            .clerk(customer.phones().get(0), customer.behaviour().store(), created, dice, found);
    if (customer.phones().size() > 1) {
      String second = customer.phones().get(1).stored();
      if (dice.chance(NoiseRates.TWO_PHONES)) {
        found.add(DirtyCase.TWO_PHONES_IN_CELL);
        phone = phone + " / " + second;
      } else {
        row.set("phone_2", second);
      }
    }
    row.set("phone", phone);
  }

  private void change(CsvRow row, Customer customer, int rank, LocalDate night, Chunk chunk) {
    Dice dice = chunk.dice();
    Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
    LocalDateTime at = night.atTime(dice.between(8, 20), dice.between(0, 59));
    PlaceModel.Place next = customer.nextHome();
    boolean moves = night.equals(chunk.nights().first().plusDays(1 + customer.number() % 2));
    double u = dice.uniform();
    if (next != null && moves) {
      found.add(DirtyCase.MOVED);
      next.write(row, at, dice, found);
    } else if ((u -= NoiseRates.DELETED_A_NIGHT) < 0) {
      found.add(DirtyCase.DELETED_ROW);
      row.set("deleted", "1");
    } else if ((u -= NoiseRates.STALE_A_NIGHT) < 0) {
      found.add(DirtyCase.STALE_ROW);
      LocalDateTime old = customer.behaviour().knownSince().minusDays(3);
      CsvRow stale =
          row.copy().set("address", "Số 1 địa chỉ cũ").set("updated_at", STAMP.format(old));
      deliver(stale, customer, rank, night, at, found, chunk);
      return;
    } else if (u - NoiseRates.CRM_CHANGE_A_NIGHT >= 0) {
      return;
    } else {
      row.set("full_name", customer.name().display());
    }
    deliver(row.set("updated_at", STAMP.format(at)), customer, rank, night, at, found, chunk);
  }

  private static void deliver(
      CsvRow row,
      Customer customer,
      int rank,
      LocalDate night,
      LocalDateTime at,
      Set<DirtyCase> found,
      Chunk chunk) {
    String key = "crm:" + customer.crmIds().get(rank);
    String file = Feed.CRM.file(night);
    chunk.found(found, file, chunk.line(file, at, row.text()), key);
    chunk.truth(key, customer, "CRM");
  }
}
