package io.tributary.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions of {@code docs/cookbook.md} in order, with query and printed answer. */
final class Cookbook {
  private static final Pattern QUESTION =
      Pattern.compile(
          "(## (\\d+)\\. (.+?)\\n.*?```sql\\n(.*?)```\\n)(\\n```text\\n(.*?)```\\n)?",
          Pattern.DOTALL);

  private final Path file;
  private final List<Question> questions = new ArrayList<>();
  private final String text;

  /**
   * @param answer as the page shows it; empty when it shows none
   */
  record Question(int number, String title, String sql, String answer) {}

  Cookbook(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file);
    Matcher question = QUESTION.matcher(text);
    while (question.find()) {
      questions.add(
          new Question(
              Integer.parseInt(question.group(2)),
              question.group(3),
              question.group(4),
              question.group(6) == null ? "" : question.group(6)));
    }
  }

  List<Question> questions() {
    return questions;
  }

  /** Writes the page anew with these answers, in the order of the questions. */
  void update(List<String> answers) throws IOException {
    Matcher question = QUESTION.matcher(text);
    StringBuilder page = new StringBuilder();
    for (String answer : answers) {
      question.find();
      question.appendReplacement(
          page, Matcher.quoteReplacement(question.group(1) + "\n```text\n" + answer + "```\n"));
    }
    Files.writeString(file, question.appendTail(page).toString());
  }
}
