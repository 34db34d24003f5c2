package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.serve.Receipt.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDropTest {

  @TempDir Path outbox;
  @TempDir Path partner;

  private Path folder;
  private FolderDrop drop;

  @BeforeEach
  void open() {
    folder = partner.resolve("incoming");
    drop = new FolderDrop(folder);
  }

  @Test
  void publishesUnderTheFinalNameOnly() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    assertThat(drop.publish(file)).isEqualTo(Receipt.of(file, Outcome.PUBLISHED, 1));
    assertThat(folder.resolve(file.name())).hasSameBinaryContentAs(file.path());
    assertThat(names()).containsExactly(file.name());
  }

  @Test
  void finishesWhatACrashBeforeTheRenameLeft() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    Files.createDirectory(folder);
    Files.writeString(folder.resolve(Drop.temporaryName(file)), "half of");
    assertThat(drop.publish(file).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(names()).containsExactly(file.name());
  }

  @Test
  void leavesTheFileAloneWhenACrashCameAfterTheRename() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    drop.publish(file);
    Object before = Files.getAttribute(folder.resolve(file.name()), "unix:ino");
    assertThat(drop.publish(file).outcome()).isEqualTo(Outcome.ALREADY_THERE);
    assertThat(Files.getAttribute(folder.resolve(file.name()), "unix:ino")).isEqualTo(before);
  }

  @Test
  void replacesOtherBytesOfTheSameSize() throws IOException {
    drop.publish(PreparedFiles.vip(outbox, "a"));
    PreparedFile other = PreparedFiles.vip(outbox, "b");
    assertThat(drop.publish(other).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(folder.resolve(other.name())).hasSameBinaryContentAs(other.path());
  }

  @Test
  void letsThoseReadAFileWhoMayReadItsFolder() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    drop.publish(file);
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve(file.name()))).isEqualTo("rw-------");
    Path shared = Files.createDirectory(partner.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));
    new FolderDrop(shared).publish(file);
    assertThat(permissions(shared.resolve(file.name()))).isEqualTo("rw-r-----");
  }

  @Test
  void refusesAFileThatIsNotWhatWasPrepared() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    Files.writeString(file.path(), "tampered");
    assertThatThrownBy(() -> drop.publish(file))
        .isInstanceOfSatisfying(
            JobFailure.class, f -> assertThat(f.category()).isEqualTo(JobFailure.Category.DELIVERY))
        .hasMessageContaining("changed");
    assertThat(names()).isEmpty();
  }

  @Test
  void saysWhichFolderItCannotWriteTo() throws IOException {
    Files.writeString(folder, "a file where the folder should be");
    assertThatThrownBy(() -> drop.publish(PreparedFiles.vip(outbox, "a")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(folder.toString());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList().stream();
    }
  }
}
