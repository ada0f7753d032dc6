package io.medsift.testkit.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network to one port of this machine that can be made slow, or cut. */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long delayMillis;
  private volatile boolean cut;

  private TcpProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  public static TcpProxy to(int target) throws IOException {
    ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    TcpProxy proxy = new TcpProxy(server, target);
    start(proxy::accept);
    return proxy;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Holds every piece of data back for so long. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** Ends all connections and takes none, or takes them again. */
  public void cut(boolean now) {
    cut = now;
    if (now) {
      open.forEach(TcpProxy::closeQuietly);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        if (cut) {
          closeQuietly(client);
        } else {
          start(() -> connect(client));
        }
      } catch (IOException e) {
        // The server socket was closed, which ends the loop.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
      broker.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      open.add(broker);
      start(() -> copy(client, broker));
      copy(broker, client);
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One end is gone; the other follows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeQuietly(from);
    closeQuietly(to);
    open.remove(from);
    open.remove(to);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(TcpProxy::closeQuietly);
  }
}
