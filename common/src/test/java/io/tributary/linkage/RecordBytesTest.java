package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  @Test
  void readsBackWhatWasPrepared() {
    InventedPeople people = new InventedPeople(5, 200);
    Schema schema = Schema.of(List.of(people.table()), Map.of());

    for (LinkRecord record : RecordReader.read(schema, people.table())) {
      Value[][] read = read(schema.fields().size(), record.values());

      // Value's own equality looks at the text only.
      assertThat((Object) read).usingRecursiveComparison().isEqualTo(record.values());
    }
  }

  @Test
  void holdsTextsOfAnyLength() {
    String address = "Lê Lợi ".repeat(20_000).strip();
    Value[][] values = {{Value.of(address), Value.of("7 𝒜")}, {}};

    assertThat((Object) read(2, values)).usingRecursiveComparison().isEqualTo(values);
  }

  private static Value[][] read(int fields, Value[][] written) {
    return RecordBytes.read(fields, ByteBuffer.wrap(RecordBytes.write(written)));
  }
}
