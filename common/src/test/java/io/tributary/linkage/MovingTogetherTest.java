package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MovingTogetherTest {
  private static final List<String> COLUMNS = List.of("label", "place", "district", "remark");

  /** Two copies of each of a thousand things, whose label and remark follow from nothing. */
  private static List<LinkRecord> twice(Random random) {
    List<String> ids = new ArrayList<>();
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int thing = 0; thing < 1000; thing++) {
      int place = random.nextInt(60);
      String[] row = {
        "label " + random.nextInt(700),
        "place " + place,
        "district " + place / 3,
        "remark " + random.nextInt(700)
      };
      for (int copy = 0; copy < 2; copy++) {
        ids.add(thing + "-" + copy);
        rows.add(row);
      }
    }
    return RecordReader.read(schema(), new Table("t", COLUMNS, ids, rows));
  }

  private static Schema schema() {
    return new Schema(
        COLUMNS.stream().map(column -> new Field(column, FieldKind.TEXT)).toList(),
        Map.of(
            "t",
            Map.of(
                "label",
                Role.TEXT,
                "place",
                Role.TEXT,
                "district",
                Role.TEXT,
                "remark",
                Role.TEXT)));
  }

  @Test
  void recordsOfOneThingDoNotMakeItsFieldsMoveTogether() {
    List<Comparison> comparisons = MovingTogether.group(schema().fields(), twice(new Random(1)));

    assertThat(comparisons)
        .extracting(Comparison::name)
        .containsExactly("label", "place + district", "remark");
  }
}
