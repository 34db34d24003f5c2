package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Loyalty cards: every night all cards issued so far; a closed card is absent. */
final class CardsFile {
  private final Models models;

  CardsFile(Models models) {
    this.models = models;
  }

  void write(Customer customer, Chunk chunk) {
    LocalDateTime first = customer.behaviour().firstPurchase();
    for (int i = 0; i < customer.cards().size() && first != null; i++) {
      LocalDateTime issued = first.plusDays(i * 120L);
      write(customer, i, chunk.nights().happened(issued) ? issued : first, chunk);
    }
  }

  private void write(Customer customer, int rank, LocalDateTime issued, Chunk chunk) {
    Set<DirtyCase> found = EnumSet.noneOf(DirtyCase.class);
    String row = row(customer, rank, issued, chunk.dice(), found);
    if (customer.cards().size() > 1) {
      found.add(DirtyCase.SEVERAL_CARDS);
    }
    String key = "loyalty:" + customer.cards().get(rank);
    boolean isGone = false;
    for (LocalDate night : chunk.nights().all()) {
      if (night.isBefore(issued.toLocalDate())) {
        continue;
      }
      String file = Feed.CARDS.file(night);
      boolean isFirst = night.equals(chunk.nights().first()) || night.equals(issued.toLocalDate());
      if (isGone || (!isFirst && chunk.dice().chance(NoiseRates.CARD_GONE_A_NIGHT))) {
        if (!isGone) {
          chunk.found(DirtyCase.CARD_GONE, file, null, key);
        }
        isGone = true;
        continue;
      }
      Chunk.Line line = chunk.line(file, issued, row);
      if (isFirst) {
        chunk.found(found, file, line, key);
      }
      chunk.truth(key, customer, "CARD");
    }
  }

  private String row(
      Customer customer, int rank, LocalDateTime issued, Dice dice, Set<DirtyCase> found) {
    CsvRow row = new CsvRow(Feed.CARDS, ';').set("card_no", customer.cards().get(rank));
    row.set("holder_name", models.names().spell(customer, dice, found));
    PhoneModel.Phone phone = customer.phone();
    if (phone != null && dice.chance(0.9)) {
      row.set(
          "phone", models.phones().clerk(phone, customer.behaviour().store(), issued, dice, found));
    }
    if (!customer.emails().isEmpty() && dice.chance(0.7)) {
      String email = customer.emails().get(customer.emails().size() - 1);
      row.set("email", models.emails().spell(email, dice, found));
    }
    row.set("tier", dice.pick(List.of("Bạc", "Bạc", "Bạc", "Vàng", "Kim cương")));
    return row.set("issued_on", CrmFile.DAY.format(issued))
        .set("updated_at", CrmFile.STAMP.format(issued))
        .text();
  }
}
