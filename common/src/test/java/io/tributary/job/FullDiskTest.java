package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FullDiskTest {

  static Stream<Throwable> fullDisks() {
    IOException full = new IOException("No space left on device");
    return Stream.of(
        full,
        new UncheckedIOException(new FileSystemException("/a", null, "Disk quota exceeded")),
        new IOException("There is not enough space on the disk"),
        new IllegalStateException(new ExecutionException(new RuntimeException("x", full))),
        // Hadoop's local file system makes an error of it.
        error(full),
        // Spark tells of an executor by text alone.
        new SparkException(
            "Job aborted due to stage failure: Task 3 in stage 7.0 failed 4 times, most recent"
                + " failure: Lost task 3.3 in stage 7.0 (TID 41) (10.0.0.2 executor 1):"
                + " java.io.IOException: No space left on device\n"
                + "\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)"),
        new DSQuotaExceededException(1, 2),
        new RemoteException(
            "org.apache.hadoop.hdfs.protocol.NSQuotaExceededException",
            "The NameSpace quota (directories and files) of directory /lake is exceeded"));
  }

  private static FSError error(IOException cause) {
    try {
      var constructor = FSError.class.getDeclaredConstructor(Throwable.class);
      constructor.setAccessible(true);
      return constructor.newInstance(cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("fullDisks")
  void isToldBehindWhateverWrapsIt(Throwable thrown) {
    assertThat(FullDisk.behind(thrown))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.category()).isEqualTo(JobFailure.Category.STORAGE);
              assertThat(failure).hasMessageContaining("make room").hasCause(thrown);
            });
  }

  @Test
  void nothingElseIsOne() {
    assertThat(FullDisk.behind(new IllegalStateException())).isEmpty();
    assertThat(FullDisk.behind(new IOException("Permission denied", new IOException("disk"))))
        .isEmpty();
  }
}
