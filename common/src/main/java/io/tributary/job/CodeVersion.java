package io.tributary.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version of the code of a job: a digest of the classes that it and the library were loaded
 * from. After an upgrade, or a fix, a job runs again although nothing else changed.
 */
public final class CodeVersion {
  private static final Map<Path, String> DIGESTS = new ConcurrentHashMap<>();

  private CodeVersion() {}

  /** Digest of the folder or jar of a class, and of that of the library. */
  public static String of(Class<?> job) {
    return digest(job) + digest(CodeVersion.class);
  }

  private static String digest(Class<?> type) {
    Path location = location(type);
    return location == null ? "" : DIGESTS.computeIfAbsent(location, CodeVersion::digest);
  }

  private static @Nullable Path location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(Path location) {
    try (Stream<Path> walk = Files.walk(location)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the classes in " + location, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
