package io.tributary.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.tributary.profile.SurvivorshipRules.Rule;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What records and identifiers offer for the golden record. A candidate is the values of the fields
 * of one section, in the order of the section; {@code scores} holds one number for each of its
 * rules, smaller is better, so that two candidates compare as their scores do.
 */
final class Candidates {
  static final String SECTION = "section";
  static final String VALUES = "values";
  static final String SCORES = "scores";
  static final String SOURCE = "source";
  static final String RECORD_KEY = "record_key";
  static final String VALUED_AT = "valued_at";

  /** Position in the record, 1 = main one. */
  static final String POSITION = "position";

  private static final String CANDIDATE = "candidate";

  /** More than any text is long: one more filled field outweighs every length. */
  private static final long FILLED = 1_000_000_000L;

  private final BuildProfiles.Config config;

  Candidates(BuildProfiles.Config config) {
    this.config = config;
  }

  /** All candidates of linked records. */
  Dataset<Row> of(Dataset<Row> linkedRecords) {
    return ofRecords(linkedRecords).union(ofIdentifiers(LinkedRecords.identifiers(linkedRecords)));
  }

  /** Candidates of the records themselves, one for each section of which a field is filled. */
  private Dataset<Row> ofRecords(Dataset<Row> linkedRecords) {
    List<Column> sections = new ArrayList<>();
    config
        .survivorship()
        .forEach(
            (name, rules) -> {
              if (!rules.isIdentifier()) {
                Column[] values =
                    rules.fields().stream()
                        .map(field -> col(field).cast(Types.STRING))
                        .toArray(Column[]::new);
                sections.add(section(name, rules, array(values), col(CustomerRecords.UPDATED_AT)));
              }
            });
    return linkedRecords
        .select(
            col(CustomerLinks.CUSTOMER_ID),
            col(CustomerRecords.SOURCE),
            col(CustomerRecords.RECORD_KEY),
            col(CustomerRecords.UPDATED_AT).as(VALUED_AT),
            lit(1).as(POSITION),
            explode(array(sections.toArray(new Column[0]))).as(CANDIDATE))
        .select(columns())
        .where(size(filled(col(VALUES))).gt(0));
  }

  private Dataset<Row> ofIdentifiers(Dataset<Row> identifiers) {
    // A social id means something within its page or official account only.
    Column value =
        when(
                col(Identifiers.TYPE).isin("zalo", "facebook"),
                concat_ws(":", col(Identifiers.NAMESPACE), col(Identifiers.VALUE)))
            .otherwise(col(Identifiers.VALUE));
    Column section = lit(null);
    for (var entry : config.survivorship().entrySet()) {
      if (entry.getValue().isIdentifier()) {
        section =
            when(
                    col(Identifiers.TYPE).equalTo(entry.getValue().fields().get(0)),
                    section(
                        entry.getKey(),
                        entry.getValue(),
                        array(value),
                        col(Identifiers.LAST_SEEN_AT)))
                .otherwise(section);
      }
    }
    return identifiers
        .where(col(Identifiers.TYPE).isin(SurvivorshipRules.IDENTIFIER_FIELDS.toArray()))
        .select(
            col(CustomerLinks.CUSTOMER_ID),
            col(SOURCE),
            col(RECORD_KEY),
            col(Identifiers.LAST_SEEN_AT).as(VALUED_AT),
            coalesce(col(Identifiers.RANK), lit(1)).as(POSITION),
            section.as(CANDIDATE))
        .select(columns());
  }

  private static Column[] columns() {
    return new Column[] {
      col(CustomerLinks.CUSTOMER_ID),
      col(CANDIDATE).getField(SECTION).as(SECTION),
      col(CANDIDATE).getField(VALUES).as(VALUES),
      col(CANDIDATE).getField(SCORES).as(SCORES),
      col(POSITION),
      col(RECORD_KEY),
      col(SOURCE),
      col(VALUED_AT)
    };
  }

  private Column section(String name, SurvivorshipRules rules, Column values, Column valuedAt) {
    Column[] scores =
        rules.rules().stream().map(rule -> score(rule, values, valuedAt)).toArray(Column[]::new);
    return struct(lit(name).as(SECTION), values.as(VALUES), array(scores).as(SCORES));
  }

  private Column score(Rule rule, Column values, Column valuedAt) {
    return switch (rule) {
      case SOURCE_TRUST -> trust();
      case RECENCY -> coalesce(negate(unix_micros(valuedAt)), lit(Long.MAX_VALUE));
      case COMPLETENESS ->
          negate(size(filled(values)).cast(Types.LONG).multiply(lit(FILLED)))
              .minus(length(concat_ws("", values)));
    };
  }

  private Column trust() {
    Column sources =
        array(config.sourceTrust().stream().map(s -> lit(s)).toArray(Column[]::new))
            .cast(Types.STRINGS);
    Column position = array_position(sources, col(SOURCE));
    return when(position.gt(0), position).otherwise(lit((long) Integer.MAX_VALUE));
  }

  private static Column filled(Column values) {
    return filter(values, value -> value.isNotNull());
  }
}
