package io.tributary.bench;

import io.tributary.crypto.Sha256;
import io.tributary.lake.LakeContents;
import io.tributary.lake.Roots;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * All that a night leaves behind and somebody reads.
 *
 * @param all tables to their rows and checksum, files of the outbox to their digest
 */
record Contents(Map<String, String> all) {

  static Contents of(SparkSession session, Path live) throws IOException {
    Roots roots = new Roots(live.resolve("lake").toString(), Optional.empty());
    Map<String, String> all =
        new TreeMap<>(LakeContents.of(StoredLake.open(session, roots, Tables.ALL)));
    try (Stream<Path> files = Files.walk(live.resolve("outbox"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          all.put(live.relativize(file).toString(), "digest " + Sha256.hex(in));
        }
      }
    }
    return new Contents(all);
  }

  /** Tables and files in which two installations differ, with what each of them says. */
  List<String> differences(Contents other) {
    TreeSet<String> names = new TreeSet<>(all.keySet());
    names.addAll(other.all.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(all.get(name), other.all.get(name)))
        .map(name -> name + ": " + all.get(name) + " and " + other.all.get(name))
        .toList();
  }
}
