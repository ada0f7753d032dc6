package io.medsift.answers.announcement;

import io.medsift.answers.choice.LetterReader;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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
      return remarks.isEmpty() ? null : lastRemark(remarks);
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
    Found corrected = new LaterCorrection(text, reader).of(found, lastAnnounced.to());
    return new AnotherRight(text, reader).of(corrected, lastAnnounced.to());
  }

  private Found lastRemark(List<Statement> remarks) {
    return new AnotherRight(text, reader).of(last(remarks), remarks.get(remarks.size() - 1).to());
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
        : LetterReader.NO_SUCH_OPTION.equals(earlier.note());
  }

  /**
   * Returns whether something between the statement that disagrees and the next one marks a
   * correction.
   */
  private boolean corrected(List<Statement> statements, int disagreeing) {
    Statement next = statements.get(disagreeing + 1);
    return Corrections.between(text, statements.get(disagreeing).to(), next.from());
  }

  /** Finds the words with which a response corrects what it said before. */
  static final class Corrections {
    private static final int REACH = 4_000;
    private static final int LOOK_AHEAD = 30;

    /** At the beginning of a sentence or clause. */
    private static final Pattern OPENING =
        Pattern.compile(
            "(?:^|[.!?\\n"
                + ":;,(*—。！？；，、-]|\\.\\.\\.|…)[\\s*_#\"'>-]*+"
                + "(?:(?:but|oh|hmm+|no|and|so|ok(?:ay)?|well|however|ah|although)[\\s,.!—-]++){0,2}+(?:wait|actually|hold"
                + " on|correction|on (?:second|further|closer|deeper)\\b|on reflection|(?:up)?on"
                + " (?:re-?(?:consider|flect|exam|evaluat|view|read|think)|further|closer|second)|after"
                + " (?:re-?(?:consider|flect|exam|evaluat|view|read|think)|further|closer|careful"
                + " re)|sorry|apolog|my (?:mistake|error|bad)|oops|whoops|scratch that|strike"
                + " that|i (?:was|am|stand) (?:wrong|mistaken|incorrect|corrected)|i(?:'ve| have)?"
                + " (?:made|make) an? (?:\\w+ )?(?:mistake|error|slip|typo)|i"
                + " (?:misread|misspoke|misunderstood|mis|need to correct|must correct|should"
                + " correct|take that back|change my|retract|revise)|let me"
                + " (?:re|correct|double|think again|look again|fix)|let's"
                + " (?:re|correct|double)|that(?:'s| is| was) (?:not"
                + " (?:right|correct|quite)|wrong|incorrect|an error|a mistake)|(?:that|this|it) is"
                + " not (?:the )?(?:correct|right|best)|that (?:isn't|wasn't|can't be|cannot be)"
                + " (?:right|correct)|this is (?:wrong|incorrect|not right)|not quite|rather[,"
                + " ]|no, |edit:|update:|revised|to"
                + " correct|re-?(?:consider|evaluat|examin|check|think|assess|read)|thinking"
                + " (?:again|about it more)|looking (?:again|back|more closely)|in fact,?"
                + " (?:no|the)"
                + "|等等|等一下|且慢|不对|更正|纠正|修正|订正|抱歉|对不起|其实|实际上|事实上|重新|再想|再看|再仔细|仔细想|经(?:过)?(?:重新|复核|再次)|我(?:刚才|之前)?(?:说|弄|搞|答|看)?错了|刚才|应更正|应改|改为|改选|哦不|不不)",
            Pattern.CASE_INSENSITIVE);

    /** Anywhere, since they speak of nothing but the answer. */
    private static final Pattern ANYWHERE =
        Pattern.compile(
            "\\b(?:corrected|revised|updated) (?:final )?(?:answer|choice|option|response)"
                + "|\\b(?:answer|choice) (?:should|must) (?:actually|instead|rather)"
                + "|\\bchange my (?:answer|mind|choice)|\\b(?:i|we) (?:was|were) (?:wrong|mistaken)"
                + "|更正后|修正后|改选|应改为|更改为",
            Pattern.CASE_INSENSITIVE);

    private Corrections() {}

    /** Returns whether something between two positions says that what comes corrects what was. */
    static boolean between(String text, int from, int to) {
      int begin = Math.max(from, to - REACH);
      if (begin >= to) {
        return false;
      }
      String part = text.substring(begin, Math.min(text.length(), to + LOOK_AHEAD));
      return OPENING.matcher(text.substring(begin, to)).find() || ANYWHERE.matcher(part).find();
    }
  }
}
