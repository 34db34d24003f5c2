package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Linkage;
import io.tributary.linkage.ModelJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one {@code dedupe}: {@code clusters.csv}, {@code pairs.csv}, {@code model.json} and
 * {@code report.html}. Each is written beside and renamed, so that none is ever half there.
 */
final class LinkageFiles {
  /**
   * Pairs further than this below the threshold are not written: they are most of all, and noise.
   */
  private static final double BITS_BELOW = 10;

  private final Path folder;
  private final Linkage linkage;
  private final int @Nullable [] truth;
  private final int[] clusters;
  private final String[] clusterIds;

  /**
   * @param truth the true customer of each record, if known
   */
  LinkageFiles(Path folder, Linkage linkage, int @Nullable [] truth) {
    this.folder = folder;
    this.linkage = linkage;
    this.truth = truth;
    clusters = linkage.clusters();
    clusterIds = clusterIds();
  }

  Optional<Evaluation> evaluation() {
    return Optional.ofNullable(truth).map(known -> Evaluation.of(clusters, known));
  }

  double ceiling() {
    return truth == null ? 1 : Evaluation.ceiling(linkage::forEachPair, truth);
  }

  void write() {
    try {
      Files.createDirectories(folder);
      write("clusters.csv", this::writeClusters);
      write("pairs.csv", this::writePairs);
      write("model.json", writer -> writer.write(ModelJson.write(linkage.model())));
      write("report.html", writer -> writer.write(LinkageReport.of(linkage, truth)));
    } catch (IOException e) {
      throw JobFailure.config(
          "Cannot write to " + folder,
          e.getClass().getSimpleName(),
          "choose a folder that you may write");
    }
  }

  private interface Content {
    void to(BufferedWriter writer) throws IOException;
  }

  private void write(String name, Content content) throws IOException {
    Path unfinished = folder.resolve("." + name + ".unfinished");
    try (BufferedWriter writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
      content.to(writer);
    }
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** A cluster is called after the smallest record in it: first by source, then by id. */
  private String[] clusterIds() {
    List<LinkRecord> records = linkage.records();
    boolean isOneSource = records.stream().map(LinkRecord::source).distinct().count() < 2;
    Map<Integer, LinkRecord> smallest = new HashMap<>();
    for (int r = 0; r < clusters.length; r++) {
      smallest.merge(clusters[r], records.get(r), LinkageFiles::smaller);
    }
    return IntStream.of(clusters)
        .mapToObj(smallest::get)
        .map(record -> isOneSource ? record.id() : record.source() + ":" + record.id())
        .toArray(String[]::new);
  }

  private static LinkRecord smaller(LinkRecord left, LinkRecord right) {
    int sources = left.source().compareTo(right.source());
    int order = sources != 0 ? sources : left.id().compareTo(right.id());
    return order <= 0 ? left : right;
  }

  private void writeClusters(BufferedWriter writer) throws IOException {
    writer.write("record_id,cluster_id,source\n");
    int[] order =
        IntStream.range(0, clusters.length)
            .boxed()
            .sorted(
                (a, b) -> {
                  int byCluster = clusterIds[a].compareTo(clusterIds[b]);
                  if (byCluster != 0) {
                    return byCluster;
                  }
                  LinkRecord left = linkage.records().get(a);
                  LinkRecord right = linkage.records().get(b);
                  int bySource = left.source().compareTo(right.source());
                  return bySource != 0 ? bySource : left.id().compareTo(right.id());
                })
            .mapToInt(Integer::intValue)
            .toArray();
    for (int r : order) {
      LinkRecord record = linkage.records().get(r);
      writer.write(quoted(record.id()));
      writer.write(',');
      writer.write(quoted(clusterIds[r]));
      writer.write(',');
      writer.write(quoted(record.source()));
      writer.write('\n');
    }
  }

  private void writePairs(BufferedWriter writer) throws IOException {
    writer.write("left_source,left_id,right_source,right_id,weight,probability,is_linked\n");
    IOException[] failed = new IOException[1];
    double least = linkage.model().cut() - BITS_BELOW;
    linkage.forEachPair(
        (left, right, weight) -> {
          if (weight >= least && failed[0] == null) {
            try {
              writer.write(line(left, right, weight));
            } catch (IOException e) {
              failed[0] = e;
            }
          }
        });
    if (failed[0] != null) {
      throw failed[0];
    }
  }

  private String line(int left, int right, double weight) {
    LinkRecord l = linkage.records().get(left);
    LinkRecord r = linkage.records().get(right);
    return String.join(
            ",",
            quoted(l.source()),
            quoted(l.id()),
            quoted(r.source()),
            quoted(r.id()),
            String.format(Locale.ROOT, "%.4f", weight),
            String.format(Locale.ROOT, "%.6f", 1 / (1 + Math.pow(2, -weight))),
            String.valueOf(clusters[left] == clusters[right]))
        + "\n";
  }

  private static String quoted(String text) {
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
