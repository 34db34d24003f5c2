package io.tributary.cli;

import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;

/**
 * A question in SQL and the tables of the lake that it names, as Spark's own lexer reads it: what
 * stands in quotes or in a comment names no table and stays as it is.
 *
 * @param firstWord in lower case; empty when there is none
 * @param tables in the order in which they are first named
 * @param overViews the same question about temporary views. Those have no database, so the point in
 *     {@code gold.customers} becomes part of a name.
 */
record Question(String firstWord, Set<Table> tables, String overViews) {

  static Question of(String sql) {
    SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
    // What cannot be read is the parser's to tell.
    lexer.removeErrorListeners();
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    List<Token> tokens =
        stream.getTokens().stream().filter(token -> token.getType() != Token.EOF).toList();
    List<Token> visible = tokens.stream().filter(Question::isVisible).toList();
    Set<Table> tables = new LinkedHashSet<>();
    StringBuilder rewritten = new StringBuilder();
    int at = 0;
    for (Token token : tokens) {
      Optional<Table> table = isVisible(token) ? named(visible, at) : Optional.empty();
      if (table.isPresent()) {
        tables.add(table.get());
        rewritten.append(view(table.get()));
      } else if (!isVisible(token) || !isRestOfAName(visible, at)) {
        rewritten.append(token.getText());
      }
      at += isVisible(token) ? 1 : 0;
    }
    return new Question(word(visible, 0), tables, rewritten.toString());
  }

  boolean begins(String... words) {
    return Stream.of(words).anyMatch(firstWord::equals);
  }

  /** Name of the view that stands for a table. */
  static String view(Table table) {
    return table.layer().folder() + "__" + table.name();
  }

  /** The table whose layer, point and name begin at a place. */
  private static Optional<Table> named(List<Token> visible, int at) {
    boolean isPath = word(visible, at + 1).equals(".") && !word(visible, at - 1).equals(".");
    return isPath
        ? Tables.named(word(visible, at) + "." + word(visible, at + 2))
        : Optional.empty();
  }

  private static boolean isRestOfAName(List<Token> visible, int at) {
    return named(visible, at - 1).isPresent() || named(visible, at - 2).isPresent();
  }

  /** In lower case, without the quotes of an identifier; empty where there is none. */
  private static String word(List<Token> visible, int at) {
    boolean isThere = at >= 0 && at < visible.size();
    return isThere ? visible.get(at).getText().replace("`", "").toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isVisible(Token token) {
    return token.getChannel() == Token.DEFAULT_CHANNEL;
  }
}
