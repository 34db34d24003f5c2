package io.tributary.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Apache MINA's server in this process. */
record InProcessSftpServer(SshServer server, Path key, Path knownHosts, Path received)
    implements SftpServer {

  static InProcessSftpServer start(Path ours, Path theirs) throws IOException {
    Path key = SshKeys.generate(ours, "login_key");
    Path hostKey = SshKeys.generate(theirs, "host_key");
    Path root = Files.createDirectory(theirs.resolve("root"));
    Path received = Files.createDirectory(root.resolve("incoming"));
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new FileKeyPairProvider(hostKey));
    server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(SshKeys.publicHalf(key)));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.start();
    Path knownHosts = SshKeys.knownHosts(ours, "known_hosts", server.getPort(), hostKey);
    return new InProcessSftpServer(server, key, knownHosts, received);
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String user() {
    return "tributary";
  }

  @Override
  public String remoteDir() {
    return "/incoming";
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
