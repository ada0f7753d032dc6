package io.medsift.review.verdicts;

import io.medsift.codec.CuratedRow;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;

/** What became of a record of the topic of samples. */
public sealed interface Decided {
  /** Where the record stands. */
  Position position();

  /** Where the row that says so stands, for people. */
  String place();

  /** A sample that was accepted or rejected. */
  record Curated(CuratedRow row, String place) implements Decided {
    @Override
    public Position position() {
      return row.verdict().position();
    }

    /** The id that the sample has. */
    String id() {
      return row.sample().path("id").asText();
    }
  }

  /** A record that was no sample. */
  record Buried(DeadLetter letter, String place) implements Decided {
    @Override
    public Position position() {
      return letter.position();
    }
  }
}
