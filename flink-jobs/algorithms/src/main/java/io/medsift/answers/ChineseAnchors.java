package io.medsift.answers;

/** Reads the answer after 答案 and 选: 答案是C, 正确选项为C, 故选C. */
final class ChineseAnchors {
  private static final int REACH = 24;
  private static final String FILLERS = "应该选项择当就即最可能的填此题本故则肯";
  private static final String MARKS = " \t\n*_`#>";

  /** What stands before 选 where it chooses nothing: 不选, 别选, 可选, 多选, 首选, 筛选. */
  private static final String REFUSALS = "不误勿别可若如多单备候首人挑筛错未";

  private final String text;
  private final int end;
  private final AnnouncedReader announced;

  ChineseAnchors(String text, int end, AnnouncedReader announced) {
    this.text = text;
    this.end = end;
    this.announced = announced;
  }

  /** The answer announced by 答案 at {@code at}, or null. */
  Found answer(int at) {
    if (!text.startsWith("答案", at)
        || text.startsWith("错误", Math.max(0, at - 2))
        || text.startsWith("不是", Math.max(0, at - 2))) {
      return null;
    }
    return read(at + 2, false);
  }

  /** The answer announced by 选 at {@code at}, or null. */
  Found choice(int at) {
    boolean refused = at > 0 && REFUSALS.indexOf(text.charAt(at - 1)) >= 0;
    if (refused) {
      return null;
    }
    boolean namesOption = at + 1 < end && text.charAt(at + 1) == '项';
    boolean qualified =
        at >= 2
            && (text.startsWith("正确", at - 2)
                || text.startsWith("答案", at - 2)
                || text.startsWith("确的", at - 2)
                || text.startsWith("最佳", at - 2));
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

  private Found read(int from, boolean linkedAlready) {
    int limit = Math.min(end, from + REACH);
    boolean linked = linkedAlready;
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      boolean link = c == ':' || c == '】' || c == '=' || (!linked && (c == '是' || c == '为'));
      if (link) {
        linked = true;
      } else if (MARKS.indexOf(c) < 0) {
        if (linked || LatexWrappers.isAsciiLetter(c) || c == '(') {
          Reading reading = announced.at(at);
          if (reading != null) {
            return AnnouncedReader.found(reading);
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
