package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.job.JobFailure;
import io.tributary.job.JobFailure.Category;
import io.tributary.testing.SparkExtension;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FilesTest {

  /** {@code failing:///NAME} cannot be listed, and neither can the one folder in {@code above}. */
  public static final class FailingFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("failing:///");
    }

    @Override
    public boolean exists(Path path) {
      return true;
    }

    @Override
    public FileStatus getFileStatus(Path path) {
      return new FileStatus(0, true, 1, 1, 0, makeQualified(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      String name = path.getName();
      if (name.startsWith("above-")) {
        Path inside = new Path(path, name.replace("above-", ""));
        return new FileStatus[] {getFileStatus(inside)};
      }
      switch (name) {
        case "denied" -> throw new AccessDeniedException("secret");
        case "refused" -> throw new AccessControlException("secret");
        case "gone" -> throw new FileNotFoundException("secret");
        default -> throw new SocketTimeoutException("secret");
      }
    }
  }

  @Test
  void anOutageIsWorthARetryAndAClosedFolderIsNot(SparkSession spark) {
    spark.conf().set("fs.failing.impl", FailingFileSystem.class.getName());
    for (String name : List.of("denied", "refused", "gone")) {
      assertThat(failure(spark, name).category()).as(name).isEqualTo(Category.INPUT);
      List<String> unreadable = new ArrayList<>();
      assertThat(files(spark, "above-" + name).delivered(unreadable::add)).isEmpty();
      assertThat(unreadable).containsExactly(name);
    }
    for (String name : List.of("silent", "above-silent")) {
      JobFailure failure = failure(spark, name);
      assertThat(failure.category()).as(name).isEqualTo(Category.STORAGE);
      assertThat(failure.getMessage()).contains("SocketTimeoutException").doesNotContain("secret");
    }
  }

  private static Files files(SparkSession spark, String name) {
    return new Files(spark, "failing:///" + name, "outbox");
  }

  private static JobFailure failure(SparkSession spark, String name) {
    return catchThrowableOfType(JobFailure.class, () -> files(spark, name).delivered(folder -> {}));
  }
}
