package io.tributary.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * The generated files while they are open: chunks are appended in their order, so that the bytes do
 * not depend on threads.
 */
final class Landing implements AutoCloseable {
  private static final String CASES = "truth/cases.csv";

  private static final class Open {
    private final OutputStream stream;
    private long lines;

    Open(OutputStream stream) {
      this.stream = stream;
    }

    void write(byte[] bytes, long count) throws IOException {
      stream.write(bytes);
      lines += count;
    }
  }

  private final Path root;
  private final Map<String, Open> files = new TreeMap<>();
  private final Map<String, ParquetWriter<Group>> parquet = new TreeMap<>();
  private long rows;

  /** Opens every file that a night must deliver, with its header, whether or not rows come. */
  Landing(Path root, Nights nights) throws IOException {
    this.root = root;
    open("truth/customers.csv", "record_key,entity_id,kind\n");
    open("truth/households.csv", "record_key,entity_id,kind\n");
    open(CASES, "case,file,line,key\n");
    for (Feed feed : Feed.values()) {
      for (LocalDate night : nights.all()) {
        openFeed(feed, feed.file(night));
      }
      if (feed.hasHistory()) {
        openFeed(feed, feed.file(nights.first(), "_history"));
      }
    }
  }

  private void openFeed(Feed feed, String file) throws IOException {
    if (feed == Feed.INTENT) {
      Path path = created(file);
      Files.deleteIfExists(path);
      parquet.put(file, IntentFile.open(path));
    } else {
      open(file, feed.header());
    }
  }

  private Open open(String file, String header) throws IOException {
    OutputStream raw = new BufferedOutputStream(Files.newOutputStream(created(file)), 1 << 16);
    Open open = new Open(file.endsWith(".gz") ? new GZIPOutputStream(raw) : raw);
    open.write(header.getBytes(StandardCharsets.UTF_8), header.lines().count());
    files.put(file, open);
    return open;
  }

  private Path created(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return path;
  }

  void append(Chunk.Sealed chunk) throws IOException {
    write(chunk.cases());
    for (Map.Entry<String, Chunk.Part> part : chunk.parts().entrySet()) {
      Open open = files.get(part.getKey());
      if (open == null) {
        open = open(part.getKey(), "");
      }
      open.write(part.getValue().bytes(), part.getValue().lines());
      rows += part.getValue().lines();
    }
    for (Map.Entry<String, List<IntentFile.Intent>> part : chunk.intents().entrySet()) {
      ParquetWriter<Group> writer = parquet.get(part.getKey());
      for (IntentFile.Intent intent : part.getValue()) {
        if (writer != null) {
          writer.write(IntentFile.row(intent));
          rows++;
        }
      }
    }
  }

  /** Turns positions in the chunk into line numbers of the file, the first line being 1. */
  private void write(List<Chunk.Case> cases) throws IOException {
    Open out = files.get(CASES);
    for (Chunk.Case found : cases) {
      Open file = files.get(found.file());
      long line = (file == null ? 0 : file.lines) + found.position() + 1;
      String place = found.position() < 0 ? "" : Long.toString(line);
      String text = found.dirtyCase() + "," + found.file() + "," + place + "," + found.key() + "\n";
      if (out != null) {
        out.write(text.getBytes(StandardCharsets.UTF_8), 1);
      }
    }
  }

  long rows() {
    return rows;
  }

  /** Adds a finding that belongs to a whole file. */
  void found(DirtyCase dirtyCase, String file) throws IOException {
    write(List.of(new Chunk.Case(dirtyCase, file, -1, "")));
  }

  @Override
  public void close() throws IOException {
    for (Open open : files.values()) {
      open.stream.close();
    }
    for (ParquetWriter<Group> writer : parquet.values()) {
      writer.close();
    }
  }
}
