package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.ClaimSettlement.Claim;
import io.tributary.identity.ClaimSettlement.Seniority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimSettlementTest {

  @Test
  void aMergedSetTakesTheMostSeniorId() {
    assertThat(settle(claim("s", "young", true, 5, 5), claim("s", "old", true, 1, 1)))
        .isEqualTo(Map.of("s", "old"));
  }

  @Test
  void ofSeveralClaimantsTheFounderWins() {
    assertThat(settle(claim("elder", "id", false, 1, 1), claim("founder", "id", true, 1, 9)))
        .isEqualTo(Map.of("founder", "id"));
  }

  @Test
  void withoutTheFounderTheMostSeniorMemberWins() {
    assertThat(settle(claim("s", "id", false, 1, 4), claim("t", "id", false, 1, 3)))
        .isEqualTo(Map.of("t", "id"));
  }

  @Test
  void whoLosesTakesItsNextUnclaimedId() {
    assertThat(
            settle(
                claim("s", "first", true, 1, 1),
                claim("t", "first", false, 1, 2),
                claim("t", "second", false, 2, 2),
                claim("t", "third", false, 3, 3),
                claim("u", "second", true, 2, 5)))
        .isEqualTo(Map.of("s", "first", "t", "third", "u", "second"));
  }

  @Test
  void aSetMayEndWithoutAnId() {
    assertThat(settle(claim("s", "id", true, 1, 1), claim("t", "id", false, 1, 2)))
        .isEqualTo(Map.of("s", "id"));
  }

  @Test
  void seniorityIsRunThenDayThenKeyByBytes() {
    assertThat(new Seniority(1, 9, "z")).isLessThan(new Seniority(2, 1, "a"));
    assertThat(new Seniority(1, 1, "z")).isLessThan(new Seniority(1, 2, "a"));
    assertThat(new Seniority(1, 1, "\uff5e")).isLessThan(new Seniority(1, 1, "\ud83d\ude00"));
  }

  private static Map<String, String> settle(Claim... claims) {
    List<Claim> reversed = new ArrayList<>(List.of(claims));
    Collections.reverse(reversed);
    Map<String, String> kept = ClaimSettlement.settle(List.of(claims));
    assertThat(ClaimSettlement.settle(reversed)).isEqualTo(kept);
    return kept;
  }

  private static Claim claim(String set, String id, boolean founder, long idRun, long memberRun) {
    return new Claim(
        set,
        id,
        founder,
        new Seniority(idRun, 0, "f-" + id),
        idRun,
        new Seniority(memberRun, 0, set));
  }
}
