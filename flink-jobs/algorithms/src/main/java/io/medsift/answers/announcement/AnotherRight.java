package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks behind an answer for words that call another option right beside it: "C is also correct",
 * "and so is C", "Alternatively, C.", C也对. Then the response has given two.
 */
public final class AnotherRight {
  private static final String NOTE = "The response calls another option right beside its answer.";
  private static final int REACH = 2_000;
  private static final int SUBJECT_REACH = 120;
  private static final int MAX_FOUND = 8;

  private static final String RIGHT =
      "(?:an?\\s|the\\s|another\\s)?(?:fully\\s|equally\\s)?(?:correct|right|acceptable|accepted|valid"
          + "|defensible)\\b(?:\\s(?:answer|option|choice))?";
  private static final Pattern ALSO =
      Pattern.compile(
          "\\s(?:is|are|would be|could be|may be)\\s(?:(?:also|equally|likewise|just as)\\s"
              + RIGHT
              + "|another\\s(?:correct|right|acceptable|valid) (?:answer|option|choice)|"
              + RIGHT
              + ",?\\s(?:too|as well)\\b)"
              + "|\\s(?:would|could|can|may)\\salso\\sbe\\s"
              + RIGHT
              + "|(?:项|选项)?(?:也|亦|同样)(?:是|为)?(?:可以|可(?!能)|对|正确|合理|成立|符合题)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NEXT =
      Pattern.compile(
          "(?:\\balso (?:correct|right|acceptable|accepted)(?: answers?| options?)?:|也可以?(?:选择?|考虑)|\\band so (?:is|are)(?: option| choice)?|\\balternatively,|\\balternative (?:correct"
              + " )?answers?(?: is|:))\\s*[(*]*(?<letter>[A-Z])(?=[)*.,;。\\s]|$)(?! (?:is|are|was|would)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BOTH =
      Pattern.compile(
          "\\bboth (?:options? |choices? )?[(*]*(?<letter>[A-Z])[)*]* and (?:option )?[(*]*(?<second>[A-Z])[)*]*\\sare\\s"
              + RIGHT,
          Pattern.CASE_INSENSITIVE);

  /** In the rest of the sentence: that it is not the one after all, or only at times. */
  private static final Pattern BUT =
      Pattern.compile(
          "\\b(?:but|however|though|although|only|if|when|not|in (?:other|some)|for (?:other|another))\\b"
              + "|但|不过|然而|只有|仅|如果|若|不是|时",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LEAD =
      Pattern.compile(
          "(?:\\s|[*_\"'])*(?:(?:but|and|however|note that|while|although|though|yet|so|另外|此外|同时|当然|选|而|但|其实)[\\s,]*)*",
          Pattern.CASE_INSENSITIVE);

  private final String text;
  private final AnswerReader reader;

  public AnotherRight(String text, AnswerReader reader) {
    this.text = text;
    this.reader = reader;
  }

  /**
   * The answer, undecided where another option is called right from {@code from} on.
   *
   * @param found the answer so far
   */
  public Found of(Found found, int from) {
    if (!found.reading().isDecided()) {
      return found;
    }
    int begin = Math.min(from, text.length());
    int end = Math.min(text.length(), begin + REACH);
    Matcher also = ALSO.matcher(text).region(begin, end);
    for (int i = 0; i < MAX_FOUND && also.find(); i++) {
      if (isAnother(found, subjectStart(begin, also.start()), also.start()) && !turns(also.end())) {
        return found.undecided(NOTE);
      }
    }
    Matcher next = NEXT.matcher(text).region(begin, end);
    for (int i = 0; i < MAX_FOUND && next.find(); i++) {
      if (isAnother(found, next.start("letter"), next.end("letter")) && !turns(next.end())) {
        return found.undecided(NOTE);
      }
    }
    Matcher both = BOTH.matcher(text).region(begin, end);
    boolean second =
        both.find()
            && (isAnother(found, both.start("letter"), both.end("letter"))
                || isAnother(found, both.start("second"), both.end("second")));
    return second ? found.undecided(NOTE) : found;
  }

  private boolean isAnother(Found found, int from, int to) {
    Matcher lead = LEAD.matcher(text).region(from, to);
    int start = lead.lookingAt() ? lead.end() : from;
    AnswerReading other = start >= to ? null : reader.readWhole(text, start, to);
    return other != null
        && other.isDecided()
        && other.kind() != AnswerReading.Kind.LETTER_RUN
        && !reader.agree(other, found.reading());
  }

  private boolean turns(int end) {
    return BUT.matcher(text).region(end, sentenceEnd(end)).find();
  }

  private int subjectStart(int begin, int end) {
    int start = end;
    int limit = Math.max(begin, end - SUBJECT_REACH);
    while (start > limit && ".,;:!?\n(—。！？；".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    // "C. Glipizide is also correct": the label belongs to the subject.
    boolean label =
        start > limit + 1
            && text.charAt(start - 1) == '.'
            && Character.isUpperCase(text.charAt(start - 2))
            && (start == 2 || !Character.isLetterOrDigit(text.charAt(start - 3)));
    return label ? start - 2 : start;
  }

  private int sentenceEnd(int from) {
    int limit = Math.min(text.length(), from + SUBJECT_REACH);
    int at = from;
    while (at < limit && ".!?\n。！？".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
