package io.tributary.serve;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/**
 * With OpenSSH's own server, which most receivers run. {@code .ci/install-openssh} installs it;
 * without it these cases are skipped, and {@link SftpDropTest} alone speaks for them.
 */
@Tag("full")
class OpenSshDropTest extends SftpDropContract {

  @Override
  SftpServer start(Path ours, Path theirs) throws IOException {
    assumeThat(OpenSshServer.isInstalled())
        .as("NO OPENSSH SERVER HERE: only the in-process server was tested")
        .isTrue();
    return OpenSshServer.start(ours, theirs);
  }
}
