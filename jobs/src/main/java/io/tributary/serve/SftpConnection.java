package io.tributary.serve;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.tributary.job.JobFailure;
import io.tributary.serve.Destination.Sftp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** One session with an SFTP server, from key login to close. */
final class SftpConnection implements AutoCloseable {

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private static final int UNANSWERED = 2;

  private final Session session;
  private final ChannelSftp channel;

  private SftpConnection(Session session, ChannelSftp channel) {
    this.session = session;
    this.channel = channel;
  }

  /**
   * Connects and logs in.
   *
   * @throws JobFailure of category CONFIG if our own key files are missing or open to others
   */
  static SftpConnection open(Sftp settings) throws JSchException, IOException {
    Path keyFile = readable("key-file", settings.keyFile());
    Path knownHosts = readable("known-hosts-file", settings.knownHostsFile());
    requirePrivate(keyFile);
    JSch client = new JSch();
    client.setKnownHosts(knownHosts.toString());
    addKey(client, keyFile);
    Session session = client.getSession(settings.user(), settings.host(), settings.port());
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey");
    int silence = Math.toIntExact(settings.connectTimeout().toMillis());
    session.setServerAliveInterval(silence);
    session.setServerAliveCountMax(UNANSWERED);
    try {
      session.connect(silence);
      ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
      channel.connect(silence);
      return new SftpConnection(session, channel);
    } catch (JSchException e) {
      session.disconnect();
      throw e;
    }
  }

  ChannelSftp channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.disconnect();
    session.disconnect();
  }

  private static void addKey(JSch client, Path keyFile) {
    String why = "It is no private key in a form of OpenSSH.";
    try {
      client.addIdentity(keyFile.toString());
      boolean isLocked =
          client.getIdentityRepository().getIdentities().stream().anyMatch(Identity::isEncrypted);
      if (!isLocked) {
        return;
      }
      why = "It is locked with a passphrase, and nobody is there to type it.";
    } catch (JSchException e) {
      // Its text may quote the file: a key that cannot be read is still a secret.
    }
    throw JobFailure.config(
        "The private key " + keyFile + " cannot be used.",
        why,
        "Make a key for this purpose alone: `ssh-keygen -t ed25519 -N \"\"`.");
  }

  private static Path readable(String setting, String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw JobFailure.config(
          "The file " + file + " cannot be read.",
          "It is the `" + setting + "` of an SFTP drop.",
          "Correct the path, or put the file there for the user who runs this.");
    }
    return path;
  }

  private static void requirePrivate(Path keyFile) throws IOException {
    boolean knowsOwners = keyFile.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (knowsOwners && Files.getPosixFilePermissions(keyFile).stream().anyMatch(OTHERS::contains)) {
      throw JobFailure.config(
          "The private key " + keyFile + " is open to others.",
          "Who can read it can log in as us.",
          "Run `chmod 600` on it, and have the key replaced if others may have read it.");
    }
  }
}
