package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;

import io.tributary.lake.Lake;
import io.tributary.linkage.Comparisons;
import io.tributary.linkage.LevelChances;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the model of identity says: how weights lie, what agreement weighs, what was refused. */
final class Matches {
  private Matches() {}

  static Map<String, Object> of(Lake lake) {
    Dataset<Row> evidence = lake.read(LinkEvidence.TABLE);
    Map<String, Object> section = new LinkedHashMap<>();
    section.put(
        "weights",
        Rows.of(
            evidence
                .where(col(LinkEvidence.KIND).equalTo("MODEL"))
                .groupBy(floor(col(LinkEvidence.WEIGHT_LOG2)).as("bits"), col(LinkEvidence.STATE))
                .agg(count(lit(1)).as("pairs"))
                .orderBy("bits", LinkEvidence.STATE)));
    section.put(
        "refused",
        Rows.of(
            evidence
                .where(col(LinkEvidence.STATE).equalTo("REFUSED"))
                .groupBy(col(LinkEvidence.REFUSED_BY).as("limit"))
                .agg(count(lit(1)).as("links"))
                .orderBy(col("links").desc(), col("limit"))));
    section.put(
        "levels",
        lake
            .read(LinkModels.TABLE)
            .where(col(LinkModels.STATE).equalTo("ACTIVE"))
            .select(LinkModels.MODEL)
            .takeAsList(1)
            .stream()
            .flatMap(row -> levels(row.getString(0)).stream())
            .toList());
    return section;
  }

  /** None of a model in a form that is not read now: the next night trains another. */
  private static List<Map<String, Object>> levels(String json) {
    try {
      return levels(ModelJson.read(json));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** Chance of each level for one customer and for strangers, and its weight; worst level first. */
  private static List<Map<String, Object>> levels(Model model) {
    Comparisons comparisons = new Comparisons(model.fields(), model.comparisons());
    List<Map<String, Object>> levels = new ArrayList<>();
    for (int c = 0; c < model.comparisons().size(); c++) {
      List<String> names = comparisons.levelNames(c);
      LevelChances chances = model.levels().get(c);
      for (int level = 0; level < names.size(); level++) {
        double match = chances.match()[level];
        double random = chances.random()[level];
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("evidence", model.comparisons().get(c).name().replace('_', ' '));
        row.put("level", names.get(level).replace('_', ' '));
        row.put("match", match);
        row.put("random", random);
        row.put("bits", chances.bits(level));
        row.put("is_extreme", level == 0 || level == names.size() - 1);
        levels.add(row);
      }
    }
    return levels;
  }
}
