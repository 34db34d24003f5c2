package io.tributary.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;

/** Reads what the generator wrote. */
final class GeneratedFiles {
  static final LocalDate FIRST_NIGHT = LocalDate.of(2026, 11, 8);
  static final long SEED = 20261108L;

  private GeneratedFiles() {}

  static Path generate(Path out, long customers, int days, Generator.Locale locale, int threads) {
    new Generator()
        .generate(new Generator.Options(customers, days, SEED, locale, out, FIRST_NIGHT, threads));
    return out;
  }

  /**
   * Content by path; gzip is opened, because its bytes depend on the machine's compression library.
   */
  static Map<String, byte[]> contents(Path root) {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), bytes(file));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path root, String file) {
    return new String(bytes(root.resolve(file)), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] bytes(Path file) {
    if (file.toString().endsWith(".parquet")) {
      return String.join("\n", rows(file)).getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a Parquet file as text. */
  static List<String> rows(Path file) {
    List<String> rows = new ArrayList<>();
    PlainParquetConfiguration conf = new PlainParquetConfiguration();
    try (ParquetReader<Group> reader =
        new ParquetReader.Builder<Group>(new LocalInputFile(file), conf) {
          @Override
          protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
          }
        }.build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString());
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
