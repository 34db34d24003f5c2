package io.tributary.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String written = ModelJson.write(model());

  @Test
  void readsWhatItWrote() {
    assertThat(ModelJson.write(ModelJson.read(written))).isEqualTo(written);
  }

  @Test
  void refusesAModelOfOtherLevelsThanThereAreNow() throws IOException {
    ObjectNode older = (ObjectNode) JSON.readTree(written);
    ((ArrayNode) older.at("/levels/0/match")).remove(0);

    assertRefused(older);
  }

  @Test
  void refusesAModelThatLacksAPart() throws IOException {
    ObjectNode older = (ObjectNode) JSON.readTree(written);
    older.remove("frequencies");

    assertRefused(older);
  }

  private static void assertRefused(ObjectNode older) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelJson.read(older.toString()))
        .withMessageStartingWith("Not a linkage model");
  }

  private static Model model() {
    InventedPeople people = new InventedPeople(9, 300);
    Schema schema = Schema.of(List.of(people.table()), Map.of());
    return Linker.link(schema, RecordReader.read(schema, people.table()), Blocking.AUTOMATIC)
        .model();
  }
}
