package io.tributary.serve;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import io.tributary.serve.Destination.Sftp;
import io.tributary.serve.Receipt.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A folder on an SFTP server. The host's key must be known and our login is a key. Only faults of
 * the network are tried again: servers lock accounts that knock too often with the wrong key.
 */
public final class SftpDrop implements Drop {

  private final Sftp settings;
  private final Backoff backoff;

  /** A drop that connects when a file is published, and not before. */
  public SftpDrop(Sftp settings) {
    this(settings, Backoff.doubling(settings.firstPause()));
  }

  SftpDrop(Sftp settings, Backoff backoff) {
    this.settings = settings;
    this.backoff = backoff;
  }

  @Override
  public Receipt publish(PreparedFile file) {
    Deadline deadline = Deadline.in(settings.totalTimeout());
    for (int attempt = 1; ; attempt++) {
      try (SftpConnection connection = SftpConnection.open(settings)) {
        return Receipt.of(file, publish(file, connection.channel(), deadline), attempt);
      } catch (JSchException | SftpException | IOException e) {
        SftpFault fault = SftpFault.of(e);
        if (!fault.isWorthRetry() || attempt == settings.attempts() || deadline.isOver()) {
          throw fault.failure(settings, file.name(), attempt).because(e);
        }
        pause(attempt);
      }
    }
  }

  /**
   * Whether the server can be reached, shows a key that we know, lets us in and has the folder;
   * nothing is sent.
   *
   * @throws JobFailure of category DELIVERY or CONFIG if not
   */
  public void probe() {
    try (SftpConnection connection = SftpConnection.open(settings)) {
      connection.channel().stat(remote("."));
    } catch (JSchException | SftpException | IOException e) {
      throw SftpFault.of(e).failure(settings).because(e);
    }
  }

  private Outcome publish(PreparedFile file, ChannelSftp channel, Deadline deadline)
      throws SftpException, IOException {
    String target = remote(file.name());
    if (sizeOf(channel, target) == file.bytes() && hasDigest(channel, target, file, deadline)) {
      return Outcome.ALREADY_THERE;
    }
    String temporary = remote(Drop.temporaryName(file));
    channel.put(file.path().toString(), temporary, deadline, ChannelSftp.OVERWRITE);
    deadline.check();
    long arrived = sizeOf(channel, temporary);
    if (arrived != file.bytes()) {
      throw new IOException("the server holds " + arrived + " of " + file.bytes() + " bytes");
    }
    // With OpenSSH's extension this replaces an older file of that name in one step.
    channel.rename(temporary, target);
    return Outcome.PUBLISHED;
  }

  /** The size of a remote file, -1 if there is none. */
  private static long sizeOf(ChannelSftp channel, String path) throws SftpException {
    try {
      return channel.stat(path).getSize();
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        return -1;
      }
      throw e;
    }
  }

  /** Files of hashes with as many rows have the same size, so the bytes themselves must be read. */
  private static boolean hasDigest(
      ChannelSftp channel, String path, PreparedFile file, Deadline deadline)
      throws SftpException, IOException {
    try (InputStream in = channel.get(path, deadline)) {
      String digest = Sha256.hex(in);
      deadline.check();
      return digest.equals(file.sha256());
    } catch (SftpException e) {
      if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
        // A drop box that only takes: then the same bytes are sent once more.
        return false;
      }
      throw e;
    }
  }

  /** The path on the server, with the characters escaped that the client would expand. */
  private String remote(String name) {
    return (settings.remoteDir() + "/" + name).replaceAll("([\\\\*?])", "\\\\$1");
  }

  private void pause(int attempt) {
    try {
      backoff.pause(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two attempts", e);
    }
  }

  /** The end of all patience for one file; as a monitor it stops a transfer that is under way. */
  private record Deadline(long nanos) implements SftpProgressMonitor {

    static Deadline in(Duration timeout) {
      return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    boolean isOver() {
      return System.nanoTime() - nanos >= 0;
    }

    void check() throws IOException {
      if (isOver()) {
        throw new IOException("total-timeout is over");
      }
    }

    @Override
    public void init(int op, String source, String target, long max) {}

    @Override
    public boolean count(long count) {
      return !isOver();
    }

    @Override
    public void end() {}
  }
}
