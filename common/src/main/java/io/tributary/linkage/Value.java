package io.tributary.linkage;

import org.jspecify.annotations.Nullable;

/**
 * One value of a field, prepared for comparison once: two values are equal if their texts are.
 *
 * @param text folded, in the form in which values of its kind meet
 * @param key 64-bit hash of the text
 * @param words the words of the text
 * @param number digits of a date, else 0
 * @param sound how a name sounds, else null
 */
public record Value(String text, long key, String[] words, int number, @Nullable String sound) {
  static Value of(String text) {
    return new Value(text, Hash.of(text), text.split(" "), 0, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Value value && text.equals(value.text);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(key);
  }
}
