package io.medsift.remote;

import io.medsift.storage.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A place that remote files come from. */
interface RemoteHost {
  /**
   * Opens a part of a file, in one attempt.
   *
   * @param from first byte
   * @param to the byte after the last; the size of the file for its end
   * @throws TransientException if another attempt may succeed
   * @throws RemoteException if none can
   */
  Body open(RemoteFile file, long from, long to) throws IOException;

  /**
   * Returns true if the content of a file is in the cache under another name, from where it is
   * linked now.
   */
  default boolean take(RemoteFile file) throws IOException {
    return false;
  }

  /** Takes a file that has arrived whole to where it is read from; {@code partial} is gone then. */
  default void keep(RemoteFile file, Path partial) throws IOException {
    AtomicFile.replace(partial, file.local());
  }

  /**
   * Content of a file.
   *
   * @param from the byte that it begins with, 0 where a server gives no parts
   */
  record Body(long from, InputStream content) implements Closeable {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
