package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded people in households, each delivered one to four times with typing errors and gaps. */
final class InventedPeople {
  private static final String[] GIVEN =
      ("james mary robert linda michael susan david karen thomas nancy daniel lisa mark betty paul"
              + " sandra steven ashley andrew emily joshua donna kevin carol brian amanda george helen")
          .split(" ");
  private static final String[] FAMILY =
      ("smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez"
              + " gonzalez wilson anderson taylor moore jackson martin lee perez thompson white harris"
              + " sanchez clark ramirez lewis robinson walker young allen king wright scott torres")
          .split(" ");
  private static final String[] STREETS =
      "oak elm pine maple cedar lake hill park river church main station".split(" ");

  private final Random random;
  final List<@Nullable String[]> rows = new ArrayList<>();
  final List<String> ids = new ArrayList<>();
  final List<Integer> truth = new ArrayList<>();

  InventedPeople(long seed, int households) {
    random = new Random(seed);
    List<Object[]> records = new ArrayList<>();
    int person = 0;
    for (int h = 0; h < households; h++) {
      String family = pick(FAMILY);
      String address = (1 + random.nextInt(200)) + " " + pick(STREETS) + " street";
      String phone = "09" + (10_000_000 + random.nextInt(89_999_999));
      int members = 1 + random.nextInt(3);
      for (int m = 0; m < members; m++) {
        String given = pick(GIVEN);
        String birth =
            String.format(
                "%d-%02d-%02d",
                1940 + random.nextInt(65), 1 + random.nextInt(12), 1 + random.nextInt(28));
        String email = given + "." + family + random.nextInt(100_000) + "@mail.org";
        int copies = 1 + random.nextInt(4);
        for (int c = 0; c < copies; c++) {
          records.add(
              new Object[] {
                person,
                new String[] {
                  noisy(given),
                  noisy(family),
                  noisy(birth),
                  noisy(address),
                  noisy(phone),
                  noisy(email)
                }
              });
        }
        person++;
      }
    }
    Collections.shuffle(records, random);
    for (Object[] record : records) {
      ids.add("r" + ids.size());
      truth.add((Integer) record[0]);
      rows.add((String[]) record[1]);
    }
  }

  Table table() {
    return new Table(
        "people", List.of("first_name", "surname", "dob", "address", "phone", "email"), ids, rows);
  }

  int[] truth(List<LinkRecord> records) {
    return records.stream()
        .mapToInt(record -> truth.get(Integer.parseInt(record.id().substring(1))))
        .toArray();
  }

  private @Nullable String noisy(String value) {
    int chance = random.nextInt(100);
    if (chance < 8) {
      return null;
    }
    if (chance < 18) {
      int at = random.nextInt(value.length());
      char typed = Character.isDigit(value.charAt(at)) ? (char) ('0' + random.nextInt(10)) : 'x';
      return value.substring(0, at) + typed + value.substring(at + 1);
    }
    return value;
  }

  private String pick(String[] words) {
    // Squared, so that some names are frequent.
    double share = random.nextDouble();
    return words[(int) (share * share * words.length)];
  }
}
