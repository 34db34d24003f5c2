package io.tributary.serve;

import java.io.IOException;
import java.nio.file.Path;

/** With a server in this process, so that it runs everywhere. */
class SftpDropTest extends SftpDropContract {

  @Override
  SftpServer start(Path ours, Path theirs) throws IOException {
    return InProcessSftpServer.start(ours, theirs);
  }
}
