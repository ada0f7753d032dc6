package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.WordBounds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answer after 答案 and 选, and around 正确: 答案是C, 正确选项为C, 故选C, C选项正确. */
final class ChineseAnchors {
  private static final int REACH = 24;
  private static final int MAX_LIST_LENGTH = 24;
  private static final String FILLERS = "应该选择项当就便即最可能的填此题本故则肯定必须为我";
  private static final String MARKS = " \t\n*_`#>\"'" + AsciiFolding.NOTHING;

  /** Characters before a 选 that chooses nothing: 不选, 别选, 可选, 多选, 首选, 筛选. */
  private static final String REFUSALS = "慎曾不误勿别可若如多单备候首人挑筛错未漏盲乱供任初入当竞次";

  /** What may be between the letter of an option and 正确. */
  private static final String BEFORE_CORRECT = "是为最的完全都项选该即也才合 \t*_)\"'" + AsciiFolding.NOTHING;

  /** 答案不是C，而是B: after the refusal, what is in its place. */
  private static final Pattern NOT_BUT =
      Pattern.compile(
          "[*_\\s:]{0,4}(?:并不是|不是|并非|不选|不应是|不应该是|不为)[^,;。!?\n]{1,20}[,;]\\s?"
              + "(?:而应该是|而应是|而应选|而应为|而是|而为|而选|应该是|应该选|应为|应是|应选)");

  private static final int NOT_BUT_REACH = 48;

  /** What is said of the option that is the answer. */
  private static final Pattern PRAISE =
      Pattern.compile("正确|符合(?:题意|题干|要求|条件)?|合适|恰当|适合|对(?=[,;。!\\s]|$)");

  private static final String LIST = "、,和及与/ ()*ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final String text;
  private final int end;
  private final AnswerReader reader;
  private final AnnouncedReader announced;

  ChineseAnchors(String text, int end, AnswerReader reader, AnnouncedReader announced) {
    this.text = text;
    this.end = end;
    this.reader = reader;
    this.announced = announced;
  }

  /** The answer announced by 答案 at {@code at}, or null. */
  Found answer(int at) {
    if (!text.startsWith("答案", at)
        || text.startsWith("错误", Math.max(0, at - 2))
        || text.startsWith("不是", Math.max(0, at - 2))) {
      return null;
    }
    Matcher notButThis =
        NOT_BUT.matcher(text).region(at + 2, Math.min(end, at + 2 + NOT_BUT_REACH));
    return notButThis.lookingAt() ? read(notButThis.end(), true) : read(at + 2, false);
  }

  /** The answer announced by 选 at {@code at}, or null. */
  Found choice(int at) {
    boolean refused =
        (at > 0 && REFUSALS.indexOf(text.charAt(at - 1)) >= 0) || Assertion.isRefused(text, at);
    if (refused) {
      return null;
    }
    boolean namesOption = at + 1 < end && text.charAt(at + 1) == '项';
    boolean qualified =
        at >= 2
            && (text.startsWith("正确", at - 2)
                || text.startsWith("答案", at - 2)
                || text.startsWith("确的", at - 2)
                || text.startsWith("最佳", at - 2)
                || text.startsWith("合适", at - 2)
                || text.startsWith("适的", at - 2));
    if (namesOption && !qualified) {
      return null;
    }
    Found found = read(at + 1, true);
    return found != null
            && found.reading().isDecided()
            && !found.reading().byLetter()
            && !namesOption
        ? null
        : found;
  }

  /** The option that is called 正确 at {@code at}, as a remark, or the one after 正确的是; or null. */
  Found correct(int at) {
    Matcher praise = PRAISE.matcher(text).region(at, end);
    if (!praise.lookingAt() || (at > 0 && "不非未".indexOf(text.charAt(at - 1)) >= 0)) {
      return null;
    }
    Found before = optionBefore(at);
    if (before != null) {
      return before;
    }
    boolean followed = text.startsWith("的是", praise.end()) || text.startsWith("的为", praise.end());
    return followed ? read(praise.end() + 2, true) : null;
  }

  private Found optionBefore(int at) {
    int stop = at;
    while (stop > 0 && BEFORE_CORRECT.indexOf(text.charAt(stop - 1)) >= 0) {
      stop--;
    }
    if (stop == 0 || text.charAt(stop - 1) < 'A' || text.charAt(stop - 1) > 'Z') {
      return null;
    }
    int start = stop - 1;
    int limit = Math.max(0, stop - MAX_LIST_LENGTH);
    while (start > limit && LIST.indexOf(text.charAt(start - 1)) >= 0) {
      start--;
    }
    while (start < stop && "、,和及与/ )*".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    boolean word = start > 0 && WordBounds.isAsciiLetter(text.charAt(start - 1));
    AnswerReading reading = word ? null : reader.readWhole(text, start, stop);
    return reading == null || !reading.isDecided()
        ? null
        : new Found(ExtractionRule.CLOSING_LETTER, reading);
  }

  private Found read(int from, boolean linkedAlready) {
    int limit = Math.min(end, from + REACH);
    boolean linked = linkedAlready;
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      boolean link =
          ":】]=".indexOf(c) >= 0
              || (!linked && (c == '是' || c == '为'))
              || text.startsWith("--", at);
      if (link) {
        linked = true;
      } else if (MARKS.indexOf(c) < 0 && !(linked && c == '-')) {
        if (linked || WordBounds.isAsciiLetter(c) || c == '(' || c == '[') {
          AnswerReading reading = announced.at(at);
          if (reading != null) {
            boolean nextLine = text.substring(from, at).indexOf('\n') >= 0;
            return AnnouncedReader.found(nextLine ? announced.unlessListed(reading) : reading);
          }
        }
        if (c != '是' && c != '为' && FILLERS.indexOf(c) < 0) {
          return null;
        }
      }
      at++;
    }
    return null;
  }
}
