package io.tributary.serve;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.SftpException;
import io.tributary.job.JobFailure;
import io.tributary.serve.Destination.Sftp;
import java.io.IOException;
import java.util.Locale;

/** What can go wrong with an SFTP server, in the words of the one who has to mend it. */
enum SftpFault {
  NETWORK("The network or the server failed.", "Run again later: the same file will be sent."),
  UNKNOWN_HOST_KEY(
      "The server's key is not in the known-hosts file: it has none for this host and port, or one of"
          + " another kind.",
      "Ask the receiver for the key's fingerprint, compare it, and add the key to the file."),
  CHANGED_HOST_KEY(
      "The server shows another key than the known-hosts file has: it was replaced, or somebody"
          + " stands between.",
      "Do not go on before the receiver has confirmed the new key's fingerprint."),
  LOGIN(
      "The server does not accept our user with this key.",
      "Check user and key-file, and that the receiver has our public key; a wrong key is not"
          + " tried again."),
  REFUSED(
      "The server refused the file: the folder is missing or closed to us, or a file of that name"
          + " stands there and may not be replaced.",
      "Check remote-dir and our rights in it with the receiver."),
  OTHER(
      "Client and server do not agree.",
      "Compare the algorithms that both sides offer, for example with `ssh -v`.");

  // Reasons of a disconnect, RFC 4253, section 11.1.
  private static final int PROTOCOL_ERROR = 2;
  private static final int CONNECTION_LOST = 10;
  private static final int TOO_MANY_CONNECTIONS = 12;
  private static final int NO_MORE_AUTH_METHODS = 14;

  private final String why;
  private final String remedy;

  SftpFault(String why, String remedy) {
    this.why = why;
    this.remedy = remedy;
  }

  /** Which fault an exception of the client stands for. */
  static SftpFault of(Exception e) {
    if (e instanceof JSchUnknownHostKeyException) {
      return UNKNOWN_HOST_KEY;
    }
    if (e instanceof JSchChangedHostKeyException || e instanceof JSchHostKeyException) {
      return CHANGED_HOST_KEY;
    }
    if (e instanceof JSchSessionDisconnectException disconnect) {
      return ofDisconnect(disconnect.getReasonCode());
    }
    if (e instanceof SftpException refusal) {
      return ofStatus(refusal);
    }
    if (e instanceof IOException || hasIoCause(e)) {
      return NETWORK;
    }
    return e instanceof JSchException ? ofMessage(e) : OTHER;
  }

  boolean isWorthRetry() {
    return this == NETWORK;
  }

  /** The server cannot be used at all; for who only looks. */
  JobFailure failure(Sftp settings) {
    return JobFailure.delivery(
        settings.host() + ":" + settings.port() + " cannot be used.", why, remedy);
  }

  JobFailure failure(Sftp settings, String fileName, int attempts) {
    return JobFailure.delivery(
        "The file "
            + fileName
            + " was not delivered to "
            + settings.host()
            + ":"
            + settings.port()
            + (attempts == 1 ? "." : " in " + attempts + " attempts."),
        why,
        remedy);
  }

  private static SftpFault ofDisconnect(int reason) {
    return switch (reason) {
      case CONNECTION_LOST, TOO_MANY_CONNECTIONS -> NETWORK;
      // OpenSSH ends a session with a protocol error after too many wrong keys.
      case PROTOCOL_ERROR, NO_MORE_AUTH_METHODS -> LOGIN;
      default -> OTHER;
    };
  }

  private static SftpFault ofStatus(SftpException e) {
    boolean isLost =
        e.id == ChannelSftp.SSH_FX_NO_CONNECTION
            || e.id == ChannelSftp.SSH_FX_CONNECTION_LOST
            || hasIoCause(e);
    return isLost ? NETWORK : REFUSED;
  }

  /** The client has no types for these, only texts. */
  private static SftpFault ofMessage(Exception e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("auth")) {
      return LOGIN;
    }
    boolean isNetwork =
        message.contains("timeout")
            || message.contains("closed by foreign host")
            || message.contains("session is down")
            || message.contains("channel is not opened");
    return isNetwork ? NETWORK : OTHER;
  }

  private static boolean hasIoCause(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
