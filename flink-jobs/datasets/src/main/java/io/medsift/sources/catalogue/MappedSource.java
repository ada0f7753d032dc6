package io.medsift.sources.catalogue;

import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** A source whose rows are mapped one by one with known columns. */
record MappedSource(SourceCard card, List<ReadingOption> readings, Mapping mapping)
    implements Source {

  /** Samples of a row. */
  @FunctionalInterface
  interface Mapping {
    List<Sample> samples(SourceRow row) throws UnmappableRowException;
  }

  static Source of(String name, Mapping mapping, ReadingOption... readings) {
    return new MappedSource(SourceCard.named(name), List.of(readings), mapping);
  }

  @Override
  public List<Sample> samples(SourceRow row) throws UnmappableRowException {
    return mapping.samples(row);
  }
}
