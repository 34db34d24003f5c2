package io.tributary.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.segment.Condition.Literal;
import io.tributary.tables.Types;
import io.tributary.tables.gold.SegmentMembers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How a customer stands to a segment today, for those who are in it and those who were: [segment,
 * customer_id] is_member, reasons (of a member the parts of the condition that hold, of another
 * those that do not), hash of today's definition, arm.
 */
final class Standings {
  static final String IS_MEMBER = "is_member";
  static final String REASONS = "reasons";
  static final String HASH = "hash";

  /** Today's arm; null outside of experiments. */
  static final String ARM = "standing_arm";

  private static final String STANDING = "standing";
  private static final String OPEN = "open";

  /** Named, since without any segment there is nothing to take it from. */
  private static final DataType TYPE =
      DataTypes.createArrayType(
          new StructType()
              .add(SegmentMembers.SEGMENT, Types.STRING)
              .add(IS_MEMBER, Types.BOOLEAN)
              .add(REASONS, Types.STRINGS)
              .add(HASH, Types.STRING)
              .add(ARM, Types.STRING));

  private Standings() {}

  /**
   * @param evaluated from the evaluation
   * @param open stays that were not over: [segment, customer_id]
   */
  static Dataset<Row> of(
      Dataset<Row> evaluated, Dataset<Row> open, Segments segments, SegmentEvaluation evaluation) {
    Dataset<Row> wasIn =
        open.groupBy(col(SegmentMembers.CUSTOMER_ID))
            .agg(collect_set(col(SegmentMembers.SEGMENT)).as(OPEN));
    Column[] standings =
        segments.inOrder().stream()
            .map(segment -> standing(segment, evaluation))
            .toArray(Column[]::new);
    return evaluated
        .join(wasIn, new String[] {SegmentMembers.CUSTOMER_ID}, "left")
        .select(
            col(SegmentMembers.CUSTOMER_ID),
            explode(array_compact(array(standings).cast(TYPE))).as(STANDING))
        .select(
            col(STANDING).getField(SegmentMembers.SEGMENT).as(SegmentMembers.SEGMENT),
            col(SegmentMembers.CUSTOMER_ID),
            col(STANDING).getField(IS_MEMBER).as(IS_MEMBER),
            col(STANDING).getField(REASONS).as(REASONS),
            col(STANDING).getField(HASH).as(HASH),
            col(STANDING).getField(ARM).as(ARM));
  }

  /** Null for a customer who neither is nor was in it. */
  private static Column standing(Segment segment, SegmentEvaluation evaluation) {
    Column isMember = evaluation.isMember(segment);
    Column wasMember = coalesce(array_contains(col(OPEN), segment.name()), lit(false));
    List<Literal> literals = segment.condition().literals();
    return when(
        isMember.or(wasMember),
        struct(
            lit(segment.name()).as(SegmentMembers.SEGMENT),
            isMember.as(IS_MEMBER),
            when(isMember, holding(segment, evaluation))
                .otherwise(texts(literals, evaluation, holds -> not(holds)))
                .as(REASONS),
            lit(segment.hash()).as(HASH),
            segment
                .holdOut()
                .map(holdOut -> holdOut.arm(segment.name()))
                .orElse(lit(null).cast(Types.STRING))
                .as(ARM)));
  }

  /** The parts of the segment's condition that hold for the customer of an evaluated row. */
  static Column holding(Segment segment, SegmentEvaluation evaluation) {
    return texts(segment.condition().literals(), evaluation, UnaryOperator.identity());
  }

  private static Column texts(
      List<Literal> literals, SegmentEvaluation evaluation, UnaryOperator<Column> test) {
    return array_compact(
        array(
            literals.stream()
                .map(
                    literal -> {
                      Column atom = evaluation.holds(literal.atom());
                      Column holds = literal.shouldHold() ? atom : not(atom);
                      return when(test.apply(holds), lit(literal.toString()));
                    })
                .toArray(Column[]::new)));
  }
}
