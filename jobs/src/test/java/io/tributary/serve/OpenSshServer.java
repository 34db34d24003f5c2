package io.tributary.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** OpenSSH's own server as a process of this user, with a configuration and keys of its own. */
record OpenSshServer(Process process, int port, Path key, Path knownHosts, Path received)
    implements SftpServer {

  private static final int PATIENCE = 500;

  private static final Path RUNTIME_FOLDER = Path.of("/run/sshd");

  /** Whether the server's program is installed and can be started by this user. */
  static boolean isInstalled() {
    boolean isRoot = System.getProperty("user.name").equals("root");
    return program().isPresent() && (!isRoot || Files.isDirectory(RUNTIME_FOLDER));
  }

  static OpenSshServer start(Path ours, Path theirs) throws IOException {
    Path key = SshKeys.generateEd25519(ours, "login_key");
    Path hostKey = SshKeys.generateEd25519(theirs, "host_key");
    Path received = Files.createDirectory(theirs.resolve("incoming"));
    int port = freePort();
    Path config = theirs.resolve("sshd_config");
    Files.writeString(config, config(port, hostKey, SshKeys.publicHalf(key), theirs));
    Path knownHosts = SshKeys.knownHosts(ours, "known_hosts", port, hostKey);
    Path log = theirs.resolve("sshd.log");
    Process process =
        new ProcessBuilder(program().orElseThrow().toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    awaitListening(process, port, log);
    return new OpenSshServer(process, port, key, knownHosts, received);
  }

  @Override
  public String user() {
    return System.getProperty("user.name");
  }

  @Override
  public String remoteDir() {
    return received.toString();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Strict modes are off because temporary folders may lie below one that others can write. */
  private static String config(int port, Path hostKey, Path authorizedKeys, Path folder) {
    return String.join(
        "\n",
        "ListenAddress 127.0.0.1",
        "Port " + port,
        "HostKey " + hostKey,
        "AuthorizedKeysFile " + authorizedKeys,
        "PidFile " + folder.resolve("sshd.pid"),
        "StrictModes no",
        "UsePAM no",
        "PermitRootLogin prohibit-password",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "Subsystem sftp internal-sftp",
        "");
  }

  private static Optional<Path> program() {
    return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Process process, int port, Path log) throws IOException {
    for (int i = 0; i < PATIENCE && process.isAlive(); i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    process.destroyForcibly();
    throw new IOException("sshd did not start: " + Files.readString(log, StandardCharsets.UTF_8));
  }
}
