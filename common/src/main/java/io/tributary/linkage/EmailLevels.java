package io.tributary.linkage;

import java.util.List;

/** An e-mail address; its user part tells more than its domain. */
record EmailLevels() implements Levels {
  private static final double CLOSE = 0.92;
  private static final double NEAR = 0.88;

  @Override
  public List<String> names() {
    return List.of("different", "near", "close", "same user", "equal");
  }

  @Override
  public int level(Value left, Value right) {
    String l = left.text();
    String r = right.text();
    int leftAt = l.indexOf('@');
    int rightAt = r.indexOf('@');
    if (leftAt > 2 && leftAt == rightAt && l.regionMatches(0, r, 0, leftAt)) {
      return 3;
    }
    if (DamerauLevenshtein.distance(l, r, 1) <= 1) {
      return 2;
    }
    // Users of one large provider who share a name have similar addresses: that is no evidence.
    String leftDomain = l.substring(leftAt + 1);
    String rightDomain = r.substring(rightAt + 1);
    boolean isMistyped =
        !leftDomain.equals(rightDomain)
            && JaroWinkler.similarity(leftDomain, rightDomain) >= NEAR
            && JaroWinkler.similarity(user(l, leftAt), user(r, rightAt)) >= CLOSE;
    return isMistyped ? 1 : 0;
  }

  static String user(String email, int at) {
    return at < 0 ? email : email.substring(0, at);
  }
}
