package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds fields whose agreement follows from each other's: two random records of one postal code
 * agree on the district too. Such fields become one comparison. The measure is the lift: how much
 * more often two random records agree on both fields than independent fields would. Two records
 * that agree on more than a quarter of their other fields as well, of those on which customers
 * hardly ever agree, are perhaps one customer, who agrees on any two fields: they do not count.
 */
final class MovingTogether {
  private static final int PAIRS = 400_000;
  private static final double LEAST_LIFT = 4;
  private static final double LEAST_CERTAINTY = 0.8;
  private static final int LEAST_JOINT = 20;
  private static final double MOST_CHANCE = 0.05;
  private static final double MOST_OTHERS = 0.25;
  private static final byte UNKNOWN = -1;

  private MovingTogether() {}

  static List<Comparison> group(List<Field> fields, List<LinkRecord> records) {
    int n = fields.size();
    boolean[][] together = together(fields, records);
    double[] variety = new double[n];
    for (int f = 0; f < n; f++) {
      variety[f] = variety(records, f);
    }
    List<Comparison> comparisons = new ArrayList<>();
    boolean[] done = new boolean[n];
    for (int f = 0; f < n; f++) {
      if (done[f]) {
        continue;
      }
      List<Integer> group = new ArrayList<>(List.of(f));
      done[f] = true;
      for (int at = 0; at < group.size(); at++) {
        for (int other = 0; other < n; other++) {
          if (!done[other] && together[group.get(at)][other]) {
            done[other] = true;
            group.add(other);
          }
        }
      }
      group.sort(Comparator.comparingDouble((Integer g) -> -variety[g]).thenComparing(g -> g));
      List<Integer> kept = group.subList(0, Math.min(Comparison.MOST_FIELDS, group.size()));
      String name = String.join(" + ", kept.stream().map(g -> fields.get(g).name()).toList());
      comparisons.add(new Comparison(name, List.copyOf(kept)));
    }
    return comparisons;
  }

  private static boolean canMove(FieldKind kind) {
    return switch (kind) {
      case ADDRESS, POSTAL_CODE, TEXT, CATEGORY -> true;
      default -> false;
    };
  }

  private static boolean[][] together(List<Field> fields, List<LinkRecord> records) {
    int n = fields.size();
    List<byte[]> pairs = pairs(records, n);
    int[] telling = telling(pairs, n);
    int[][] both = new int[n][n];
    int[][] joint = new int[n][n];
    int[][] alone = new int[n][n];
    for (byte[] agree : pairs) {
      int known = 0;
      int agreed = 0;
      for (int f = 0; f < n; f++) {
        if (agree[f] != UNKNOWN) {
          known += telling[f];
          agreed += telling[f] * agree[f];
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (i != j
              && canMove(fields.get(i).kind())
              && canMove(fields.get(j).kind())
              && agree[i] != UNKNOWN
              && agree[j] != UNKNOWN) {
            int others = agreed - telling[i] * agree[i] - telling[j] * agree[j];
            // Perhaps one customer.
            if (others > MOST_OTHERS * (known - telling[i] - telling[j])) {
              continue;
            }
            both[i][j]++;
            alone[i][j] += agree[i];
            joint[i][j] += agree[i] * agree[j];
          }
        }
      }
    }
    boolean[][] together = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        together[i][j] =
            joint[i][j] >= LEAST_JOINT
                && (isLifted(joint[i][j], alone[i][j], alone[j][i], both[i][j])
                    || isImplied(joint[i][j], alone[i][j], alone[j][i], both[i][j]));
      }
    }
    return together;
  }

  /** Of random pairs of records for each field whether they agree: 1, 0 or {@link #UNKNOWN}. */
  private static List<byte[]> pairs(List<LinkRecord> records, int fields) {
    int size = records.size();
    List<byte[]> pairs = new ArrayList<>();
    for (long t = 0; size > 1 && t < PAIRS; t++) {
      LinkRecord left = records.get((int) Long.remainderUnsigned(Hash.mix(2 * t), size));
      LinkRecord right = records.get((int) Long.remainderUnsigned(Hash.mix(2 * t + 1), size));
      if (left != right) {
        byte[] agree = new byte[fields];
        for (int f = 0; f < fields; f++) {
          agree[f] = agreement(left, right, f);
        }
        pairs.add(agree);
      }
    }
    return pairs;
  }

  /** 1 for each field on which two customers hardly ever agree, 0 for the others. */
  private static int[] telling(List<byte[]> pairs, int fields) {
    int[] telling = new int[fields];
    for (int f = 0; f < fields; f++) {
      int known = 0;
      int agreed = 0;
      for (byte[] agree : pairs) {
        known += agree[f] == UNKNOWN ? 0 : 1;
        agreed += agree[f] == 1 ? 1 : 0;
      }
      telling[f] = agreed < MOST_CHANCE * known ? 1 : 0;
    }
    return telling;
  }

  private static boolean isLifted(int joint, int alone, int other, int both) {
    return joint > LEAST_LIFT * alone * other / both;
  }

  /** Whether who agrees on the first field agrees on the other nearly always, though few do. */
  private static boolean isImplied(int joint, int alone, int other, int both) {
    double usual = (double) other / both;
    double then = (double) joint / alone;
    return then - usual > LEAST_CERTAINTY * (1 - usual);
  }

  private static byte agreement(LinkRecord left, LinkRecord right, int field) {
    Value[] lefts = left.values()[field];
    Value[] rights = right.values()[field];
    if (lefts.length == 0 || rights.length == 0) {
      return UNKNOWN;
    }
    return (byte) (Arrays.asList(lefts).contains(rights[0]) ? 1 : 0);
  }

  private static double variety(List<LinkRecord> records, int field) {
    LongSums values = new LongSums();
    for (LinkRecord record : records) {
      for (Value value : record.values()[field]) {
        values.add(value.key(), 1);
      }
    }
    return values.size();
  }
}
