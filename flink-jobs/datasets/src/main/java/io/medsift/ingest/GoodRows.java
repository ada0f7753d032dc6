package io.medsift.ingest;

import io.medsift.rows.FileRow;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of a file that are not malformed. */
final class GoodRows implements Iterator<FileRow> {
  private final RowReader reader;
  private FileRow next;

  GoodRows(RowReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        ReadRow read = reader.next();
        if (read == null) {
          return false;
        }
        next = read instanceof FileRow row ? row : null;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FileRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no further row");
    }
    FileRow row = next;
    next = null;
    return row;
  }
}
