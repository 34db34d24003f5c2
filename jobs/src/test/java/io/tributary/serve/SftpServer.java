package io.tributary.serve;

import io.tributary.serve.Destination.Sftp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A server on the loopback address that takes one user with one key. */
interface SftpServer extends AutoCloseable {

  int port();

  /** Our user there. */
  String user();

  /** The folder that files arrive in, as the server names it. */
  String remoteDir();

  /** The same folder on this machine. */
  Path received();

  /** The private key whose public half the server knows. */
  Path key();

  /** A known-hosts file with the server's key. */
  Path knownHosts();

  @Override
  void close() throws IOException;

  /** How to reach it. */
  default Sftp settings() {
    return settings(key(), knownHosts());
  }

  /** The same with other key files. */
  default Sftp settings(Path key, Path knownHosts) {
    return new Sftp(
        "127.0.0.1",
        port(),
        user(),
        key.toString(),
        knownHosts.toString(),
        remoteDir(),
        Duration.ofSeconds(20),
        Duration.ofMinutes(2),
        3,
        Duration.ofMillis(1));
  }
}
