package io.tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.job.JobFailure;
import io.tributary.job.JobFailure.Category;
import io.tributary.serve.Destination.Sftp;
import io.tributary.serve.Receipt.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drop by SFTP must do, whatever the server. */
abstract class SftpDropContract {

  @TempDir Path outbox;
  @TempDir Path ours;
  @TempDir Path theirs;

  private final List<Integer> pauses = new ArrayList<>();
  private SftpServer server;

  abstract SftpServer start(Path ours, Path theirs) throws IOException;

  @BeforeEach
  void startServer() throws IOException {
    server = start(ours, theirs);
  }

  @AfterEach
  void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void publishesUnderTheFinalNameOnly() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    assertThat(publish(file)).isEqualTo(Receipt.of(file, Outcome.PUBLISHED, 1));
    assertThat(server.received().resolve(file.name())).hasSameBinaryContentAs(file.path());
    assertThat(names()).containsExactly(file.name());
  }

  @Test
  void finishesWhatACrashBeforeTheRenameLeft() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    Files.writeString(server.received().resolve(Drop.temporaryName(file)), "x".repeat(9_999));
    assertThat(publish(file).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(server.received().resolve(file.name())).hasSameBinaryContentAs(file.path());
    assertThat(names()).containsExactly(file.name());
  }

  @Test
  void leavesTheFileAloneWhenACrashCameAfterTheRename() throws IOException {
    PreparedFile file = PreparedFiles.vip(outbox, "a");
    publish(file);
    Path received = server.received().resolve(file.name());
    Object before = Files.getAttribute(received, "unix:ino");
    assertThat(publish(file).outcome()).isEqualTo(Outcome.ALREADY_THERE);
    assertThat(Files.getAttribute(received, "unix:ino")).isEqualTo(before);
  }

  @Test
  void replacesOtherBytesOfTheSameSize() throws IOException {
    publish(PreparedFiles.vip(outbox, "a"));
    PreparedFile other = PreparedFiles.vip(outbox, "b");
    assertThat(publish(other).outcome()).isEqualTo(Outcome.PUBLISHED);
    assertThat(server.received().resolve(other.name())).hasSameBinaryContentAs(other.path());
    assertThat(names()).containsExactly(other.name());
  }

  @Test
  void refusesAnUnknownHostKey() throws IOException {
    Path empty = Files.createFile(ours.resolve("no_hosts"));
    assertRefusedAtOnce(server.settings(server.key(), empty), "not in the known-hosts file");
  }

  @Test
  void refusesAChangedHostKey() throws IOException {
    assertRefusedAtOnce(server.settings(server.key(), changedHosts()), "shows another key");
  }

  /** Other keys of each kind that a server may have. */
  private Path changedHosts() throws IOException {
    Path ecdsa = SshKeys.generate(ours, "other_ecdsa");
    Path ed25519 = SshKeys.generateEd25519(ours, "other_ed25519");
    return SshKeys.knownHosts(ours, "changed_hosts", server.port(), ecdsa, ed25519);
  }

  @Test
  void aProbeSaysWhatADeliveryWouldFailOfAndLeavesNothing() throws IOException {
    SftpDrop drop = new SftpDrop(server.settings(server.key(), changedHosts()), pauses::add);
    assertThatThrownBy(drop::probe)
        .isInstanceOfSatisfying(
            JobFailure.class, f -> assertThat(f.category()).isEqualTo(Category.DELIVERY))
        .hasMessageContaining("shows another key");
    new SftpDrop(server.settings(), pauses::add).probe();
    assertThat(names()).isEmpty();
    Files.delete(server.received());
    assertThatThrownBy(() -> new SftpDrop(server.settings(), pauses::add).probe())
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("the folder is missing");
    assertThat(pauses).isEmpty();
  }

  @Test
  void refusesToGoOnWithAWrongKey() throws IOException {
    Path wrong = SshKeys.generate(ours, "wrong_key");
    assertRefusedAtOnce(
        server.settings(wrong, server.knownHosts()), "does not accept our user with this key");
  }

  @Test
  void saysThatTheFolderIsMissing() throws IOException {
    Files.delete(server.received());
    assertThatThrownBy(() -> publish(PreparedFiles.vip(outbox, "a")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("the folder is missing");
    assertThat(pauses).isEmpty();
  }

  @Test
  void triesAgainOnlyWhenTheNetworkFails() throws IOException {
    server.close();
    assertThatThrownBy(() -> publish(PreparedFiles.vip(outbox, "a")))
        .isInstanceOfSatisfying(
            JobFailure.class, f -> assertThat(f.category()).isEqualTo(Category.DELIVERY))
        .hasMessageContaining("in 3 attempts");
    assertThat(pauses).containsExactly(1, 2);
  }

  @Test
  void sendsTheSameFileAgainAfterTheLineWasCut() throws IOException {
    PreparedFile file = PreparedFiles.large(outbox);
    try (CutLine line = new CutLine(server.port(), file.bytes() / 2)) {
      Path knownHosts = ours.resolve("line_hosts");
      Files.writeString(
          knownHosts,
          Files.readString(server.knownHosts()).replace(":" + server.port(), ":" + line.port()));
      Sftp given = server.settings();
      Sftp settings = at(line.port(), given, knownHosts, given.totalTimeout());
      assertThat(publish(file, settings)).isEqualTo(Receipt.of(file, Outcome.PUBLISHED, 2));
    }
    assertThat(pauses).containsExactly(1);
    assertThat(server.received().resolve(file.name())).hasSameBinaryContentAs(file.path());
    assertThat(names()).containsExactly(file.name());
  }

  @Test
  void givesUpOnAServerThatNeverSpeaks() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Sftp settings =
          at(silent.getLocalPort(), server.settings(), server.knownHosts(), Duration.ofMillis(1));
      assertThatThrownBy(() -> publish(PreparedFiles.vip(outbox, "a"), settings))
          .isInstanceOf(JobFailure.class)
          .hasMessageContaining("The network or the server failed");
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void saysThatAFileIsNoUsableKey() throws IOException {
    Path garbage = SshKeys.generate(ours, "garbage");
    Files.writeString(garbage, "not a key");
    assertThatThrownBy(
            () ->
                publish(
                    PreparedFiles.vip(outbox, "a"), server.settings(garbage, server.knownHosts())))
        .isInstanceOfSatisfying(
            JobFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG))
        .hasMessageContaining("no private key");
    Path locked = SshKeys.generateLocked(ours, "locked");
    assertThatThrownBy(
            () ->
                publish(
                    PreparedFiles.vip(outbox, "a"), server.settings(locked, server.knownHosts())))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("locked with a passphrase");
  }

  @Test
  void doesNotUseAKeyThatIsOpenToOthers() throws IOException {
    Files.setPosixFilePermissions(server.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> publish(PreparedFiles.vip(outbox, "a")))
        .isInstanceOfSatisfying(
            JobFailure.class, f -> assertThat(f.category()).isEqualTo(Category.CONFIG))
        .hasMessageContaining("open to others");
  }

  private void assertRefusedAtOnce(Sftp settings, String reason) throws IOException {
    assertThatThrownBy(() -> publish(PreparedFiles.vip(outbox, "a"), settings))
        .isInstanceOfSatisfying(
            JobFailure.class, f -> assertThat(f.category()).isEqualTo(Category.DELIVERY))
        .hasMessageContaining(reason);
    assertThat(pauses).isEmpty();
    assertThat(names()).isEmpty();
  }

  private static Sftp at(int port, Sftp given, Path knownHosts, Duration totalTimeout) {
    return new Sftp(
        given.host(),
        port,
        given.user(),
        given.keyFile(),
        knownHosts.toString(),
        given.remoteDir(),
        Duration.ofSeconds(2),
        totalTimeout,
        given.attempts(),
        given.firstPause());
  }

  private Receipt publish(PreparedFile file) {
    return publish(file, server.settings());
  }

  private Receipt publish(PreparedFile file, Sftp settings) {
    return new SftpDrop(settings, pauses::add).publish(file);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(server.received())) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
