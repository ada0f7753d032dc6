package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks behind an answer for words that take it back: "No, it is 43.", "Correction: C.", 更正：C. The
 * later answer counts where it can be read and is asserted; otherwise none does.
 */
public final class LaterCorrection {
  private static final int REACH = 4_000;
  private static final int MAX_CORRECTIONS = 32;
  private static final int TAKE_BACK_REACH = 160;
  private static final String TAKEN_BACK_NOTE = "The response retracts its answer.";

  private static final String WRONG =
      "(?:that|this|it)(?:'s| is| was) (?:wrong|incorrect|not (?:right|correct)|a mistake|an"
          + " error)\\b";
  private static final String ERROR =
      "my (?:mistake|bad|error)\\b|i (?:misspoke|mistyped)\\b|i (?:was|am) (?:wrong|mistaken)\\b"
          + "|i(?:'ve| have)? made an? (?:\\w+ )?(?:mistake|error|slip|typo)\\b";
  private static final String APOLOGY =
      "sorry\\b(?! for| if| about| to)|(?:my )?apologies\\b|i apologi[sz]e\\b|oops\\b|whoops\\b";
  private static final String HAN =
      "(?:哦|噢|啊|嗯|等等|等一下)?[，,]?(?:不对|不是|更正|纠正|修正|订正|抱歉|对不起|我?(?:刚才)?(?:说|写|算|弄|搞)?错了|我是说|我(?:的)?意思是)";

  /** Words that begin a sentence or clause and withdraw what was said. */
  private static final Pattern MARK =
      Pattern.compile(
          "(?:^|[.!\\n;,(—。！；，…:*_)-])[\\s*_#\"'>)—-]*+"
              + "(?:(?:but|oh|hmm+|and|so|ok(?:ay)?|well|ah|however)[\\s,.!—…-]++){0,2}+"
              + "(?:no[,.!:;—-]|wait\\b|hold on\\b|correction\\b(?! (?:of|for|factor))|"
              + APOLOGY
              + "|scratch that\\b|strike that\\b|"
              + ERROR
              + "|i mean(?:t)?\\b|make that\\b|"
              + HAN
              + ")",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LINK =
      Pattern.compile(
          "(?:[\\s,.!;:—…*_，。！：、]*+(?:no\\b|wait\\b|actually\\b|correction\\b|instead\\b|"
              + APOLOGY
              + "|"
              + ERROR
              + "|"
              + WRONG
              + "|let me correct (?:that|it|this|myself)\\b|i mean(?:t)?\\b|"
              + HAN
              + ")){0,3}+[\\s,.!;:—…*_\"'，。！：、]*+(?:(?<link>(?:it|that|this|(?:the|my)"
              + " (?:(?:correct|right|final|actual|real|true)"
              + " )?(?:answer|value|result|number|option|choice|letter|diagnosis|dose|one))(?:'s|"
              + " is| was| should (?:be|have been|read)| must be| would be| has to be)|should be"
              + "|(?:这|那|正确)?(?:答案|结果|选项)?(?:应该?|改)?(?:是|为|选)|应选)(?: actually| really| in fact|"
              + " instead)*+[\\s:*_\"'：]*+)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TAKEN_BACK =
      Pattern.compile(
          "^[\\s.!?*_)。，,;\"'—-]*+(?:but |oh,? |hmm+,? |however,? |on reflection,? |now,? )*+(?:i(?:'m|"
              + " am) (?:no longer|not(?: so| entirely| completely| quite| at all)?+)"
              + " (?:sure|certain|confident)\\b|(?:no,? )?(?:wait\\b|hold"
              + " on|(?:that|this|it)(?:'s| is| was| seems| cannot be| can't be)(?: not| clearly|"
              + " actually)* ?(?:wrong|right\\b(?! answer)|incorrect|a mistake|an"
              + " error|mistaken|correct(?! answer))|scratch that|i (?:was|am)"
              + " (?:wrong|mistaken)|correction:|"
              + APOLOGY
              + "|"
              + ERROR
              + ")|no[.,!] |i meant\\b|不对|等等|等一下|这(?:是)?不对|错了|我错了|不，|更正|抱歉|对不起)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern AFFIRMED =
      Pattern.compile(
          "^[\\s.!?*_)。，,;\"'—-]*+(?:that|this|it)(?:'s| is| was| seems)(?: clearly| actually)*"
              + " ?(?:right|correct)",
          Pattern.CASE_INSENSITIVE);

  private final String text;
  private final AnswerReader reader;

  public LaterCorrection(String text, AnswerReader reader) {
    this.text = text;
    this.reader = reader;
  }

  /**
   * The answer that stands.
   *
   * @param found the answer so far
   * @param from the position after the words that state it
   */
  public Found of(Found found, int from) {
    int begin = Math.min(from, text.length());
    Matcher mark = MARK.matcher(text).region(begin, Math.min(text.length(), begin + REACH));
    Found now = found;
    boolean read = false;
    for (int i = 0; i < MAX_CORRECTIONS && mark.find(); i++) {
      Matcher link = LINK.matcher(text).region(mark.end(), text.length());
      boolean words = link.lookingAt();
      boolean linked = words && link.group("link") != null;
      int at = words ? link.end() : mark.end();
      AnswerReading reading = decided(at);
      if (reading == null) {
        linked = false;
        at = skipMarks(mark.end());
        reading = decided(at);
      }
      // "No," may be the answer once more, to a question of yes or no.
      boolean asserted =
          reading != null
              && (linked || !isRepeated(found.reading(), mark))
              && Assertion.isMade(text, at, at, Math.max(at, reading.stop()));
      if (asserted) {
        read = true;
        now = corrected(now, reading, linked);
      }
    }
    return read || !takesBack(found.reading(), begin) ? now : found.undecided(TAKEN_BACK_NOTE);
  }

  private Found corrected(Found before, AnswerReading reading, boolean linked) {
    if (before.reading().isDecided() && reader.agree(before.reading(), reading)) {
      return before;
    }
    return linked ? AnnouncedReader.found(reading) : before.undecided(TAKEN_BACK_NOTE);
  }

  private AnswerReading decided(int at) {
    AnswerReading reading = reader.readStart(text, at, text.length());
    return reading != null && reading.isDecided() ? reading : null;
  }

  private int skipMarks(int from) {
    int at = from;
    while (at < text.length() && " ,.:;*_，。：".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private boolean isRepeated(AnswerReading answer, Matcher mark) {
    return isNoOnceMore(answer, Math.max(mark.start(), mark.end() - 3));
  }

  /** Returns whether the words right after an answer say that it is none. */
  private boolean takesBack(AnswerReading answer, int from) {
    String after = text.substring(from, Math.min(text.length(), from + TAKE_BACK_REACH));
    Matcher taken = TAKEN_BACK.matcher(after);
    return taken.find() && !AFFIRMED.matcher(after).find() && !isRepeated(answer, from);
  }

  private boolean isRepeated(AnswerReading answer, int from) {
    int at = from;
    while (at < text.length() && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    return isNoOnceMore(answer, at);
  }

  private boolean isNoOnceMore(AnswerReading answer, int at) {
    AnswerReading reading =
        text.regionMatches(true, at, "no", 0, 2) ? reader.readWhole(text, at, at + 2) : null;
    return reading != null && answer.isDecided() && reader.agree(reading, answer);
  }
}
