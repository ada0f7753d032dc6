package io.medsift.review.rows;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.verdict.Position;

/** Which record a record of the outputs is about, as far as it says. */
public sealed interface RowOrigin {

  /**
   * A record of the topic of samples, on which the curation job decided: the row is its verdict.
   */
  record Sample(SamplePosition position) implements RowOrigin {
    public Sample {
      requireNonNull(position, "position is null");
    }
  }

  /**
   * A record of another topic, or one that another job wrote about: no verdict on a sample.
   *
   * @param position of the record that it is about
   */
  record Other(Position position) implements RowOrigin {
    public Other {
      requireNonNull(position, "position is null");
    }
  }

  /**
   * None that can be known: the record is no row of Medsift.
   *
   * @param problem what is wrong with it, a clause whose subject is the record
   */
  record Unknown(String problem) implements RowOrigin {
    public Unknown {
      requireNonNull(problem, "problem is null");
    }
  }
}
