package io.tributary.serve;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Key pairs as files, and the lines that name their public halves. */
final class SshKeys {

  private static final int P256 = 256;

  private SshKeys() {}

  /** Writes a new ECDSA key that only its owner can read, and its public half beside it. */
  static Path generate(Path folder, String name) throws IOException {
    return generate(folder, name, KeyPair.ECDSA, P256, null);
  }

  /** The same with Ed25519, today's usual kind, which the in-process server does not know. */
  static Path generateEd25519(Path folder, String name) throws IOException {
    return generate(folder, name, KeyPair.ED25519, 0, null);
  }

  /** The same with a passphrase. */
  static Path generateLocked(Path folder, String name) throws IOException {
    byte[] passphrase = "open sesame".getBytes(StandardCharsets.UTF_8);
    return generate(folder, name, KeyPair.ECDSA, P256, passphrase);
  }

  private static Path generate(Path folder, String name, int type, int size, byte[] passphrase)
      throws IOException {
    Path file = folder.resolve(name);
    try {
      KeyPair pair = KeyPair.genKeyPair(new JSch(), type, size);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(file)) {
        pair.writeOpenSSHv1PrivateKey(out, passphrase);
      }
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      pair.writePublicKey(line, name);
      Files.write(publicHalf(file), line.toByteArray());
      return file;
    } catch (JSchException e) {
      throw new IOException(e);
    }
  }

  static Path publicHalf(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  /** Writes a known-hosts file that expects one of the given keys on a port of this machine. */
  static Path knownHosts(Path folder, String name, int port, Path... hostKeys) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path hostKey : hostKeys) {
      String key = Files.readString(publicHalf(hostKey), StandardCharsets.UTF_8).strip();
      lines.append("[127.0.0.1]:").append(port).append(' ').append(key).append('\n');
    }
    return Files.writeString(folder.resolve(name), lines, StandardCharsets.UTF_8);
  }
}
