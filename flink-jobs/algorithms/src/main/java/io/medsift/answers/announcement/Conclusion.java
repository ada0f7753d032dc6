package io.medsift.answers.announcement;

import io.medsift.answers.choice.ChoiceReader;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which of the statements of one response is its answer: the last one, unless an earlier
 * one disagrees and nothing says that the later corrects it.
 */
public final class Conclusion {
  private static final String NOTE = "The response announces different answers.";

  private final String text;
  private final AnswerReader reader;

  public Conclusion(String text, AnswerReader reader) {
    this.text = text;
    this.reader = reader;
  }

  /** The answer, or null where nothing is stated. Statements are in the order of the text. */
  public Found of(List<Statement> statements) {
    List<Statement> announced = new ArrayList<>(statements.size());
    List<Statement> remarks = new ArrayList<>(0);
    for (Statement statement : statements) {
      boolean remark = statement.force() == Statement.Force.REMARK;
      (remark ? remarks : announced).add(statement);
    }
    if (announced.isEmpty()) {
      return remarks.isEmpty() ? null : last(remarks);
    }
    Found found = last(announced);
    Statement lastAnnounced = announced.get(announced.size() - 1);
    for (Statement remark : remarks) {
      boolean corrects =
          remark.from() >= lastAnnounced.to()
              && remark.isDecided()
              && found.reading().isDecided()
              && !reader.agree(remark.reading(), found.reading())
              && Corrections.between(text, lastAnnounced.to(), remark.from());
      if (corrects) {
        return remark.found();
      }
    }
    return Corrections.takeBack(text, lastAnnounced.to())
        ? found.undecided("The response takes its answer back.")
        : found;
  }

  private Found last(List<Statement> statements) {
    Statement last = statements.get(statements.size() - 1);
    if (!last.isDecided()) {
      return last.found();
    }
    for (int i = statements.size() - 2; i >= 0; i--) {
      Statement earlier = statements.get(i);
      if (!disagrees(earlier.reading(), last.reading())) {
        continue;
      }
      boolean supersedes =
          last.force() == Statement.Force.FINAL && earlier.force() != Statement.Force.FINAL;
      return supersedes || corrected(statements, i) ? last.found() : last.found().undecided(NOTE);
    }
    return last.found();
  }

  private boolean disagrees(AnswerReading earlier, AnswerReading last) {
    return earlier.isDecided()
        ? !reader.agree(earlier, last)
        : ChoiceReader.NO_SUCH_OPTION.equals(earlier.note());
  }

  /** Whether something between the statement that disagrees and the next one marks a correction. */
  private boolean corrected(List<Statement> statements, int disagreeing) {
    Statement next = statements.get(disagreeing + 1);
    return Corrections.between(text, statements.get(disagreeing).to(), next.from());
  }
}
