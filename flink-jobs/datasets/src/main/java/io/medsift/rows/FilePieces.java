package io.medsift.rows;

import static java.lang.String.format;

import io.medsift.remote.RemoteException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

/** The pieces of a file; what goes wrong with one is said of the file. */
final class FilePieces implements Closeable {
  private final String file;
  private final Pieces pieces;
  private final RowLimits limits;
  private final Closeable resource;
  private long taken;

  FilePieces(String file, Pieces pieces, RowLimits limits, Closeable resource) {
    this.file = file;
    this.pieces = pieces;
    this.limits = limits;
    this.resource = resource;
  }

  String file() {
    return file;
  }

  RowLimits limits() {
    return limits;
  }

  /** The present piece. */
  Pieces piece() {
    return pieces;
  }

  /** Goes to the next piece; false after the last. */
  boolean next() throws IOException {
    try {
      boolean another = pieces.next();
      taken += another ? 1 : 0;
      return another;
    } catch (EOFException e) {
      throw new RowFileException(
          format(Locale.ROOT, "%s ends too early, after row %,d: it was cut off", file, taken), e);
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw new RowFileException(
          format(Locale.ROOT, "%s cannot be read after row %,d: %s", file, taken, e.getMessage()),
          e);
    }
  }

  /** Returns the message on a piece that is too long. */
  String tooLong() {
    return format(
        Locale.ROOT,
        "%s has %,d bytes, at most %,d are read",
        pieces.place(),
        pieces.fullLength(),
        limits.rowBytes());
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
