package io.tributary.linkage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model as JSON that people can read and {@link #read} takes back: the numbers are exact. Values
 * stand in it as hashes only; with a dictionary of names they can be found out, so it is as
 * personal as the records.
 */
public final class ModelJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelJson() {}

  public static String write(Model model) {
    try {
      return MAPPER.writeValueAsString(model);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A model is always printable", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no model, or one whose comparisons had other
   *     levels than they have now
   */
  public static Model read(String json) {
    try {
      Model model = MAPPER.readValue(json, Model.class);
      if (!isWhole(model)) {
        throw new IllegalArgumentException("Not a linkage model of these comparisons");
      }
      return model;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a linkage model: " + e.getOriginalMessage(), e);
    }
  }

  private static boolean isWhole(Model model) {
    return Stream.of(
                model.fields(),
                model.frequentKeys(),
                model.frequencies(),
                model.fullNames(),
                model.comparisons(),
                model.levels())
            .allMatch(Objects::nonNull)
        && model.levels().size() == model.comparisons().size()
        && IntStream.range(0, model.levels().size())
            .allMatch(
                c ->
                    model
                        .levels()
                        .get(c)
                        .isOf(model.comparisons().get(c).levelNames(model.fields()).size()));
  }
}
