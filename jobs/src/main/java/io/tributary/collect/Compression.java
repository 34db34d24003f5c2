package io.tributary.collect;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a delivered file is compressed, by the extension of its name. */
final class Compression {
  private static final int BUFFER_BYTES = 64 * 1024;

  private Compression() {}

  static boolean isNamed(String name) {
    return name.endsWith(".gz") || name.endsWith(".zst");
  }

  /** The content of a file. */
  static InputStream decompressed(InputStream in, String name) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(in, BUFFER_BYTES);
    }
    return name.endsWith(".zst") ? new ZstdInputStream(in) : in;
  }
}
