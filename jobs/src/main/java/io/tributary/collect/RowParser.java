package io.tributary.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.job.Fingerprint;
import io.tributary.tables.bronze.KindFields;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks delivered rows of one source against its contract, field by field. */
final class RowParser implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> NAMESPACED_SUBJECTS = Set.of("crm", "account", "card");

  private final ArrayList<FieldParser> fields = new ArrayList<>();
  private final ArrayList<FieldParser> lineFields = new ArrayList<>();
  private final boolean hasLines;
  private final @Nullable String linesColumn;
  private final ArrayList<String> naturalKey;
  private final HashMap<String, String> subjectNamespaces = new HashMap<>();
  private final @Nullable String isRevenue;
  private final boolean isTicket;

  private RowParser(SourceContract contract, FieldParser.Defaults defaults) {
    contract
        .fields()
        .forEach(
            (name, mapping) -> {
              Kind.Rule rule = rule(contract.kind(), name);
              boolean isKey = contract.naturalKey().contains(name);
              boolean isRequired =
                  mapping.required().orElse(rule.isEssential() || isSoleKey(contract, isKey));
              fields.add(new FieldParser(name, rule, mapping, isRequired, defaults));
              subjectNamespaces.putAll(mapping.namespaces());
            });
    contract
        .attributes()
        .forEach(
            (name, mapping) ->
                fields.add(
                    new FieldParser(
                        KindFields.ATTRIBUTE_PREFIX + name,
                        new Kind.Rule(mapping.type().orElse(FieldType.TEXT), Set.of(), false),
                        mapping,
                        mapping.required().orElse(false),
                        defaults)));
    contract
        .lines()
        .ifPresent(
            lines ->
                lines
                    .fields()
                    .forEach(
                        (name, mapping) -> {
                          Kind.Rule rule = lineRule(name);
                          boolean isRequired =
                              mapping.required().orElse(lines.amountFields().contains(name));
                          lineFields.add(
                              new FieldParser(name, rule, mapping, isRequired, defaults));
                        }));
    this.hasLines = contract.lines().isPresent();
    this.linesColumn = contract.lines().flatMap(SourceContract.Lines::column).orElse(null);
    this.naturalKey = new ArrayList<>(contract.naturalKey());
    this.isTicket = contract.kind() == Kind.TICKETS;
    this.isRevenue = isTicket ? contract.revenue().orElse(false).toString() : null;
  }

  /**
   * @param source name of the contract, the namespace of its identifiers unless it says otherwise
   * @param zone the business time zone, that of times without offset unless the contract says
   *     otherwise
   */
  static RowParser of(String source, SourceContract contract, ZoneId zone) {
    return new RowParser(
        contract,
        new FieldParser.Defaults(
            contract.zone().orElse(zone),
            contract.namespace().orElse(source),
            Set.copyOf(contract.absent())));
  }

  /** Columns without which no row can be good. */
  Set<String> neededColumns() {
    Set<String> needed = new TreeSet<>();
    List<FieldParser> flat = new ArrayList<>(fields);
    if (hasLines && linesColumn == null) {
      flat.addAll(lineFields);
    } else if (linesColumn != null) {
      needed.add(linesColumn);
    }
    for (FieldParser field : flat) {
      if (field.isRequired() && field.column() != null) {
        needed.add(field.column());
      }
    }
    return needed;
  }

  /** The identifier, phone and e-mail fields that the contract maps. */
  List<String> identifierFields() {
    return fields.stream()
        .filter(
            field ->
                field.type() == FieldType.IDENTIFIER
                    || field.type() == FieldType.SUBJECT
                    || field.type() == FieldType.PHONE
                    || field.field().startsWith(KindFields.EMAIL))
        .map(FieldParser::field)
        .sorted()
        .toList();
  }

  /**
   * Checks one row; all violations are kept.
   *
   * @param deliveredOn day of delivery; null where it is not known
   */
  CheckedRow parse(DeliveredRow row, @Nullable LocalDate deliveredOn) {
    List<Reason> reasons = new ArrayList<>();
    Map<String, String> values = new TreeMap<>();
    if (row.rule() != null) {
      reasons.add(new Reason(null, row.rule()));
      return new CheckedRow(row, null, values, null, reasons, "");
    }
    Map<String, String> key = new HashMap<>();
    Set<String> flags = new TreeSet<>();
    for (FieldParser field : fields) {
      Outcome outcome = field.parse(row.fields(), deliveredOn);
      if (isOnlyFlagged(field, outcome)) {
        flags.add(field.field().toUpperCase(Locale.ROOT) + "_DESTROYED");
      } else if (outcome.rule() != null) {
        reasons.add(new Reason(field.reportedAs(), outcome.rule()));
      } else if (outcome.value() != null) {
        values.put(field.field(), outcome.value());
        key.put(field.field(), field.withoutNamespace(outcome.value()));
      }
    }
    List<Map<String, String>> body = hasLines ? body(row.fields(), reasons) : null;
    complete(values);
    if (!flags.isEmpty()) {
      values.put(KindFields.QUALITY_FLAGS, String.join(",", flags));
    }
    String original = originalKey(key);
    if (original != null) {
      values.put(KindFields.RETURNS_NATURAL_KEY, original);
    }
    return new CheckedRow(
        row, naturalKey(key), values, body, reasons, hash(new TreeMap<>(row.fields())));
  }

  /** A sale stays a sale when a spreadsheet destroyed the card on it: only the buyer is lost. */
  private boolean isOnlyFlagged(FieldParser field, Outcome outcome) {
    return isTicket
        && field.type() == FieldType.IDENTIFIER
        && !field.isRequired()
        && !naturalKey.contains(field.field())
        && Rules.DESTROYED_BY_SPREADSHEET.equals(outcome.rule());
  }

  /** What the contract says of all rows, and what follows from other fields. */
  private void complete(Map<String, String> values) {
    if (isRevenue != null) {
      values.put(KindFields.IS_REVENUE, isRevenue);
    }
    String occurredAt = values.get(KindFields.OCCURRED_AT);
    if (isTicket && occurredAt != null) {
      values.putIfAbsent(KindFields.UPDATED_AT, occurredAt);
    }
    String subject = values.get(KindFields.SUBJECT);
    String type = values.get(KindFields.SUBJECT_TYPE);
    if (subject != null && type != null && NAMESPACED_SUBJECTS.contains(type)) {
      values.put(KindFields.SUBJECT, subjectNamespaces.getOrDefault(type, type) + ":" + subject);
    }
  }

  private List<Map<String, String>> body(Map<String, String> delivered, List<Reason> reasons) {
    if (linesColumn == null) {
      return List.of(line(delivered, "", reasons));
    }
    List<Map<String, String>> lines = new ArrayList<>();
    try {
      String json = delivered.get(linesColumn);
      JsonNode array = json == null ? null : MAPPER.readTree(json);
      if (array == null || !array.isArray()) {
        reasons.add(new Reason(linesColumn, json == null ? Rules.REQUIRED : Rules.NOT_A_LIST));
        return lines;
      }
      for (JsonNode element : array) {
        Map<String, String> fieldsOfLine = JsonLinesReader.fields(element.toString());
        if (fieldsOfLine == null) {
          reasons.add(new Reason(linesColumn, Rules.NOT_A_LIST));
        } else {
          lines.add(line(fieldsOfLine, linesColumn + ".", reasons));
        }
      }
    } catch (IOException e) {
      reasons.add(new Reason(linesColumn, Rules.NOT_A_LIST));
    }
    return lines;
  }

  private Map<String, String> line(
      Map<String, String> delivered, String prefix, List<Reason> reasons) {
    Map<String, String> values = new LinkedHashMap<>();
    for (FieldParser field : lineFields) {
      // No field of a line is a day.
      Outcome outcome = field.parse(delivered, null);
      if (outcome.rule() != null) {
        reasons.add(new Reason(prefix + field.reportedAs(), outcome.rule()));
      } else if (outcome.value() != null) {
        values.put(field.field(), outcome.value());
      }
    }
    return values;
  }

  private @Nullable String naturalKey(Map<String, String> values) {
    if (naturalKey.isEmpty()) {
      return null;
    }
    StringBuilder key = new StringBuilder();
    for (String part : naturalKey) {
      String value = values.getOrDefault(part, "");
      key.append(key.isEmpty() && part.equals(naturalKey.get(0)) ? "" : "|");
      key.append(value.replace("\\", "\\\\").replace("|", "\\|"));
    }
    return key.toString();
  }

  /** The key of the ticket that a return belongs to: its own, under the number that it states. */
  private @Nullable String originalKey(Map<String, String> values) {
    String number = values.get(KindFields.RETURNS_TICKET_NO);
    if (number == null || naturalKey.isEmpty()) {
      return null;
    }
    Map<String, String> original = new HashMap<>(values);
    original.put(naturalKey.size() == 1 ? naturalKey.get(0) : KindFields.TICKET_NO, number);
    return naturalKey(original);
  }

  /** A key of one part must have a value; of a key of several, some may be absent. */
  private static boolean isSoleKey(SourceContract contract, boolean isKey) {
    return isKey && contract.naturalKey().size() == 1;
  }

  private static String hash(TreeMap<String, String> sorted) {
    String[] parts = new String[2 * sorted.size()];
    int i = 0;
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      parts[i++] = entry.getKey();
      parts[i++] = entry.getValue();
    }
    return Fingerprint.of(parts);
  }

  private static Kind.Rule rule(Kind kind, String field) {
    Kind.Rule rule = kind.fields().get(field);
    if (rule == null) {
      throw new IllegalArgumentException("No field " + field);
    }
    return rule;
  }

  private static Kind.Rule lineRule(String field) {
    Kind.Rule rule = Kind.LINE_FIELDS.get(field);
    if (rule == null) {
      throw new IllegalArgumentException("No field " + field);
    }
    return rule;
  }
}
