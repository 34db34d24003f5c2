package io.tributary.columns;

import java.util.Random;
import java.util.stream.Stream;

/** Texts put together at random of given pieces, the same ones in every run. */
final class RandomText {

  private RandomText() {}

  static Stream<String> of(int number, int mostPieces, String... pieces) {
    Random random = new Random(20261127);
    return Stream.generate(
            () -> {
              StringBuilder text = new StringBuilder();
              for (int i = random.nextInt(mostPieces + 1); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
              }
              return text.toString();
            })
        .limit(number);
  }
}
