package io.tributary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.job.JobOutcome;
import io.tributary.job.RunOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Results as JSON with stable keys in snake_case. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not printable as JSON: " + value.getClass(), e);
    }
  }

  static Map<String, Object> run(RunOutcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run_id", outcome.runId());
    json.put("as_of", outcome.asOf().toString());
    json.put("succeeded", outcome.succeeded());
    json.put("jobs", outcome.jobs().stream().map(Json::job).toList());
    json.put(
        "failures",
        outcome.failures().stream()
            .map(
                failure ->
                    Map.of(
                        "category", failure.category().name().toLowerCase(Locale.ROOT),
                        "message", String.valueOf(failure.getMessage())))
            .toList());
    return json;
  }

  private static Map<String, Object> job(JobOutcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job", outcome.job());
    json.put("stage", outcome.stage());
    json.put("state", outcome.state().name().toLowerCase(Locale.ROOT));
    json.put("seconds", outcome.seconds());
    Map<String, Long> rows = new TreeMap<>();
    outcome.writes().forEach((table, write) -> rows.put(table, write.rows()));
    json.put("rows", rows);
    json.put("counts", outcome.counts());
    json.put("notes", List.copyOf(outcome.notes()));
    json.put("message", outcome.message());
    return json;
  }
}
