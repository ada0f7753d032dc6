package io.medsift.console.index;

import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.RowPlaces;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Where the rows about a sample stand, by the index of the console, which it does not close. */
public record IndexedPlaces(StreamIndex index) implements RowPlaces {
  private static final int MAX_BROKEN = 1_000;

  @Override
  public long rows() {
    try {
      return index.rows();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<RowLocation> byId(String id) {
    return find(RowDocument.ID, id);
  }

  @Override
  public List<RowLocation> at(Position position) {
    return find(RowDocument.POSITION, position.toString());
  }

  /** Returns whether the sample at a position has another id; not where there is none. */
  public boolean hasAnother(Position position, String id) {
    List<RowLocation> at = at(position);
    return !at.isEmpty() && Collections.disjoint(at, byId(id));
  }

  private List<RowLocation> find(String field, String value) {
    try {
      return index.locations(field, value);
    } catch (IOException e) {
      throw new UncheckedIOException("the index of the console cannot be read", e);
    }
  }

  /** Returns none: a search by words finds those. */
  @Override
  public List<String> idsOfSources(String id) {
    return List.of();
  }

  @Override
  public void forEachBroken(BiConsumer<RowLocation, String> consumer) {
    try {
      index.look(view -> view.broken(MAX_BROKEN)).forEach(consumer);
    } catch (IOException e) {
      throw new UncheckedIOException("the index of the console cannot be read", e);
    }
  }

  @Override
  public void close() {}
}
