package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  @Test
  void readsBackWhatWasPrepared() {
    InventedPeople people = new InventedPeople(5, 200);
    Schema schema = Schema.of(List.of(people.table()), Map.of());

    for (LinkRecord record : RecordReader.read(schema, people.table())) {
      Value[][] read = RecordBytes.read(schema.fields().size(), RecordBytes.write(record.values()));

      // Value's own equality looks at the text only.
      assertThat((Object) read).usingRecursiveComparison().isEqualTo(record.values());
    }
  }

  @Test
  void holdsTextsOfAnyLength() {
    String address = "Lê Lợi ".repeat(20_000).strip();
    Value[][] values = {{Value.of(address), Value.of("7 𝒜")}, {}};

    assertThat((Object) RecordBytes.read(2, RecordBytes.write(values)))
        .usingRecursiveComparison()
        .isEqualTo(values);
  }
}
