package io.tributary.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A line to a port of this machine that breaks once, after a number of bytes towards the server.
 */
final class CutLine implements AutoCloseable {

  private static final int BUFFER = 8_192;

  private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final int serverPort;

  CutLine(int serverPort, long bytesOfTheFirst) throws IOException {
    this.serverPort = serverPort;
    start(
        () -> {
          long limit = bytesOfTheFirst;
          while (true) {
            join(socket.accept(), limit);
            limit = Long.MAX_VALUE;
          }
        });
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void join(Socket client, long limit) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
    start(() -> copy(client, server, limit));
    start(() -> copy(server, client, Long.MAX_VALUE));
  }

  private static void copy(Socket from, Socket to, long limit) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      long copied = 0;
      for (int read = in.read(buffer); read >= 0 && copied < limit; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        copied += read;
      }
    }
  }

  private static void start(Copying copying) {
    Thread thread =
        new Thread(
            () -> {
              try {
                copying.run();
              } catch (IOException e) {
                // One end has closed: that is what a line is for here.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Copying {
    void run() throws IOException;
  }
}
