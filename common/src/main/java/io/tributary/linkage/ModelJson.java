package io.tributary.linkage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

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
   * @throws IllegalArgumentException if the text is no model
   */
  public static Model read(String json) {
    try {
      return MAPPER.readValue(json, Model.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a linkage model: " + e.getOriginalMessage(), e);
    }
  }
}
