package io.medsift.ingest;

import io.medsift.rows.ReadRow;
import io.medsift.rows.Row;
import io.medsift.rows.RowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of a file that are not malformed. */
final class GoodRows implements Iterator<Row> {
  private final RowReader reader;
  private Row next;

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
        next = read instanceof Row row ? row : null;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no further row");
    }
    Row row = next;
    next = null;
    return row;
  }
}
