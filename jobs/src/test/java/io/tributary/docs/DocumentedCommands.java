package io.tributary.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands in the code blocks of a page, with the lines of output that the page promises:
 * {@code # → text} stands on standard output, {@code # ✗ text} is why the command fails.
 */
final class DocumentedCommands {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern COMMAND = Pattern.compile("^ {4,}(?:\\./)?tributary (.*)$");
  private static final Pattern PROMISE = Pattern.compile("^ {4}# ([→✗]) (.+)$");

  /**
   * @param words after {@code ./tributary}, or {@code tributary} of an installation, as the shell
   *     splits them
   * @param promises texts of its output
   * @param refusal text of its failure; empty when it succeeds
   */
  record Documented(List<String> words, List<String> promises, String refusal) {}

  private DocumentedCommands() {}

  static List<Documented> of(String page) {
    List<Documented> commands = new ArrayList<>();
    for (String line : page.lines().toList()) {
      Matcher command = COMMAND.matcher(withoutComment(line));
      Matcher promise = PROMISE.matcher(line);
      if (command.matches()) {
        commands.add(new Documented(words(command.group(1)), List.of(), ""));
      } else if (promise.matches() && !commands.isEmpty()) {
        Documented last = commands.remove(commands.size() - 1);
        List<String> promises = new ArrayList<>(last.promises());
        String refusal = last.refusal();
        if (promise.group(1).equals("→")) {
          promises.add(promise.group(2));
        } else {
          refusal = promise.group(2);
        }
        commands.add(new Documented(last.words(), promises, refusal));
      }
    }
    return commands;
  }

  private static String withoutComment(String line) {
    return line.replaceFirst("(?<=\\S)\\s{2,}#.*$", "");
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      for (int group = 1; group <= 3; group++) {
        if (word.group(group) != null) {
          words.add(word.group(group));
        }
      }
    }
    return words;
  }
}
