package io.tributary.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.columns.IdentifierCells.Found;
import io.tributary.columns.IdentifierCells.Identifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifierCellsTest {
  private static final IdentifierCells CELLS = new IdentifierCells(Conf.phones());
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 8);

  private static Found contacts(List<String> emails, List<String> phones) {
    return CELLS.read(List.of(), List.of(), emails, phones, "VN", TODAY);
  }

  @Test
  void idsKeepTheirNamespaceAndNeedAValue() {
    Found found =
        CELLS.read(
            List.of("crm", "card", "account", "zalo", "facebook"),
            Arrays.asList("crm:C1", null, "shop:a:b", "zalo:", "page"),
            List.of(),
            List.of(),
            null,
            null);

    assertThat(found.identifiers())
        .containsExactly(
            new Identifier("crm", "crm", "C1"), new Identifier("account", "shop", "a:b"));
    assertThat(found.unusable()).isEmpty();
    assertThat(found.flags()).isEmpty();
  }

  @Test
  void contactsComeInTheOrderWritten() {
    Found found =
        contacts(
            Arrays.asList("B@example.com, a@example.com", null, "b@example.com"),
            Arrays.asList(null, "0912345678 / 0382345679"));

    assertThat(found.identifiers().stream().map(Identifier::value))
        .containsExactly(
            "b@example.com", "a@example.com", "b@example.com", "+84912345678", "+84382345679");
    assertThat(found.identifiers().stream().map(Identifier::namespace)).containsOnly("global");
  }

  @Test
  void whatCannotBeReadIsKeptAndFlagged() {
    Found found =
        contacts(
            List.of("not an  address", "\u00a0", "a@example.com x@"),
            List.of("09******12", "\u200b", "0912345678 / 9.12E+08", "9.12E+08"));

    assertThat(found.unusable())
        .containsExactly(
            new Identifier("email", "as-delivered", "not an address"),
            new Identifier("phone", "as-delivered", "09******12"),
            new Identifier("phone", "as-delivered", "9.12E+08"));
    assertThat(found.flags())
        .containsExactly("EMAIL_INVALID", "PHONE_MASKED", "PHONE_DESTROYED", "PHONE_DESTROYED");
  }
}
