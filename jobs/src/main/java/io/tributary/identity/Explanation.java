package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;

import io.tributary.job.JobFailure;
import io.tributary.lake.Lake;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Scorer;
import io.tributary.linkage.WeightPart;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Why records are one customer, or why not, from what the last run left. Names keys, rules and
 * levels, never a value. All that it looks at belongs to one or two customers.
 */
public final class Explanation {
  private final Lake lake;
  private final LinkCustomers.Config config;

  /**
   * A piece of evidence.
   *
   * @param weight in bits; null for a steward's decision
   * @param modelVersion that said it; null for evidence of another kind
   */
  public record Link(
      String left,
      String right,
      String rule,
      @Nullable Double weight,
      List<String> levels,
      String state,
      @Nullable String refusedBy,
      @Nullable String modelVersion) {

    /** The other end. */
    String other(String end) {
      return end.equals(left) ? right : left;
    }

    double strength() {
      return weight == null ? Double.POSITIVE_INFINITY : weight;
    }

    boolean isUsed() {
      return state.equals(Evidence.USED);
    }
  }

  /**
   * What a model says of two records: the one that the evidence between them is of, else the one in
   * use.
   *
   * @param weight the sum of the parts
   * @param storedWeight as the run kept it; null if it did not
   */
  public record Weighing(
      String modelVersion,
      List<WeightPart> parts,
      double weight,
      @Nullable Double storedWeight,
      double linkFrom) {}

  /**
   * @param customers of the two records
   * @param direct evidence between the two themselves
   * @param path from the first to the second, if they are one customer
   * @param between evidence between their customers that was not followed, if they are two
   * @param notLinking what both carry and which links nobody: type and reason
   * @param weighing empty without a model, or if one of the two says too little to be compared
   */
  public record OfPair(
      RecordPair pair,
      List<String> customers,
      List<Link> direct,
      List<Link> path,
      List<Link> between,
      List<String> notLinking,
      Optional<Weighing> weighing) {

    /** Whether the two are one customer. */
    public boolean isOne() {
      return customers.get(0).equals(customers.get(1));
    }
  }

  /**
   * @param records of the customer
   * @param links followed and refused evidence that ends at its records, the strongest first
   */
  public record OfCustomer(String customerId, List<String> records, List<Link> links) {}

  public Explanation(Lake lake, LinkCustomers.Config config) {
    this.lake = lake;
    this.config = config;
  }

  /**
   * @throws JobFailure CONFIG if one of the records is no customer's
   */
  public OfPair of(RecordPair pair) {
    Map<String, String> customers = customers(pair);
    List<String> both =
        List.of(customerOf(pair.left(), customers), customerOf(pair.right(), customers));
    Map<String, String> members = members(both);
    List<Link> links = links(members);
    boolean isOne = both.get(0).equals(both.get(1));
    List<Link> path =
        isOne
            ? EvidencePath.between(
                pair.left(), pair.right(), links.stream().filter(Link::isUsed).toList())
            : List.of();
    List<Link> between =
        links.stream()
            .filter(link -> !isOne && joins(link, both, members) && !link.isUsed())
            .toList();
    return new OfPair(
        pair,
        both,
        links.stream().filter(link -> isOf(pair, link)).toList(),
        path,
        between,
        notLinking(pair),
        weighing(pair, links));
  }

  /** A customer with all that holds it together and all that was refused at its borders. */
  public OfCustomer ofCustomer(String customerId) {
    Map<String, String> members = members(List.of(customerId));
    return new OfCustomer(customerId, List.copyOf(members.keySet()), links(members));
  }

  private static boolean isOf(RecordPair pair, Link link) {
    return link.left().equals(pair.left()) && link.right().equals(pair.right());
  }

  private static boolean joins(Link link, List<String> both, Map<String, String> members) {
    String left = members.get(link.left());
    String right = members.get(link.right());
    return left != null && right != null && !left.equals(right) && both.contains(left);
  }

  private static String customerOf(String key, Map<String, String> customers) {
    String customer = customers.get(key);
    if (customer == null) {
      throw JobFailure.config(
          "A record is no customer's",
          "it is not known, or its source deleted it",
          "take keys as `tributary customer` prints them");
    }
    return customer;
  }

  private Map<String, String> customers(RecordPair pair) {
    return byRecord(
        lake.read(CustomerLinks.TABLE)
            .where(col(CustomerLinks.RECORD_KEY).isin(pair.left(), pair.right())));
  }

  private Map<String, String> members(List<String> customers) {
    return byRecord(
        lake.read(CustomerLinks.TABLE)
            .where(col(CustomerLinks.CUSTOMER_ID).isInCollection(customers)));
  }

  private static Map<String, String> byRecord(Dataset<Row> links) {
    return links
        .select(col(CustomerLinks.RECORD_KEY), col(CustomerLinks.CUSTOMER_ID))
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0), row -> row.getString(1), (a, b) -> a, TreeMap::new));
  }

  private List<Link> links(Map<String, String> members) {
    // Bounded by the records of two customers.
    return lake
        .read(LinkEvidence.TABLE)
        .where(
            col(LinkEvidence.LEFT_KEY)
                .isInCollection(members.keySet())
                .or(col(LinkEvidence.RIGHT_KEY).isInCollection(members.keySet())))
        .orderBy(
            col(LinkEvidence.WEIGHT_LOG2).desc_nulls_first(),
            col(LinkEvidence.LEFT_KEY),
            col(LinkEvidence.RIGHT_KEY),
            col(LinkEvidence.RULE))
        .collectAsList()
        .stream()
        .map(Explanation::link)
        .toList();
  }

  private static Link link(Row row) {
    int levels = row.fieldIndex(LinkEvidence.LEVELS);
    return new Link(
        row.getAs(LinkEvidence.LEFT_KEY),
        row.getAs(LinkEvidence.RIGHT_KEY),
        row.getAs(LinkEvidence.RULE),
        row.<@Nullable Double>getAs(LinkEvidence.WEIGHT_LOG2),
        row.isNullAt(levels) ? List.of() : row.getList(levels),
        row.getAs(LinkEvidence.STATE),
        row.<@Nullable String>getAs(LinkEvidence.REFUSED_BY),
        row.<@Nullable String>getAs(LinkEvidence.MODEL_VERSION));
  }

  private List<String> notLinking(RecordPair pair) {
    return lake
        .read(Identifiers.TABLE)
        .where(col(Identifiers.RECORD_KEY).isin(pair.left(), pair.right()))
        .where(Carriers.isCarried())
        .groupBy(col(Identifiers.IDENTIFIER_ID))
        .agg(count_distinct(col(Identifiers.RECORD_KEY)).as("carriers"))
        .where(col("carriers").equalTo(2))
        .join(lake.read(IdentifierStatus.TABLE), IdentifierStatus.IDENTIFIER_ID)
        .where(col(IdentifierStatus.STATUS).notEqual(IdentifierLimits.OK))
        .orderBy(col(IdentifierStatus.TYPE), col(IdentifierStatus.IDENTIFIER_ID))
        .select(col(IdentifierStatus.TYPE), col(IdentifierStatus.REASON))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + ": " + row.getString(1))
        .toList();
  }

  private Optional<Weighing> weighing(RecordPair pair, List<Link> links) {
    Optional<Link> said =
        links.stream()
            .filter(link -> isOf(pair, link) && link.rule().equals(Evidence.MODEL_RULE))
            .findFirst();
    KnownModels models = new KnownModels(lake);
    Optional<LinkModel> model =
        said.map(Link::modelVersion)
            .flatMap(models::version)
            .or(models::active)
            .filter(LinkModel::isReadable);
    Map<String, LinkRecord> records = model.isEmpty() ? Map.of() : compared(pair);
    LinkRecord left = records.get(pair.left());
    LinkRecord right = records.get(pair.right());
    if (model.isEmpty() || left == null || right == null) {
      return Optional.empty();
    }
    List<WeightPart> parts = new Scorer(model.get().model()).explain(left, right);
    return Optional.of(
        new Weighing(
            model.get().version(),
            parts,
            parts.stream().mapToDouble(WeightPart::total).sum(),
            said.map(Link::weight).orElse(null),
            config.model().linkFrom()));
  }

  /** As they were compared: conform may have changed them since. */
  private Map<String, LinkRecord> compared(RecordPair pair) {
    return lake
        .read(ComparedContents.TABLE)
        .where(col(ComparedContents.RECORD_KEY).isin(pair.left(), pair.right()))
        .select(col(ComparedContents.RECORD_KEY), col(ComparedContents.PREPARED))
        .collectAsList()
        .stream()
        .map(row -> ComparedRecords.read(row.getString(0), ByteBuffer.wrap(row.getAs(1))))
        .collect(Collectors.toMap(LinkRecord::id, record -> record));
  }
}
