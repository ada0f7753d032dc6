package io.medsift.answers;

/**
 * Finds the last place where a response announces its answer.
 *
 * <p>Scans backwards for the nouns that announce one ("answer", "correct option", "decision", 答案,
 * 选) and reads what stands around them, so the usual response costs only its last line. "If the
 * answer is A", "the answer is not A" and "the wrong answer is A" announce nothing, or nothing that
 * can be compared.
 */
final class AnchorScanner {
  private final String text;
  private final int end;
  private final EnglishAnchors english;
  private final ChineseAnchors chinese;

  AnchorScanner(String text, int end, AnswerReader reader) {
    this.text = text;
    this.end = end;
    AnnouncedReader announced = new AnnouncedReader(text, end, reader);
    this.english = new EnglishAnchors(text, end, reader, announced);
    this.chinese = new ChineseAnchors(text, end, announced);
  }

  /** The last announced answer that begins at or after {@code begin}, or null. */
  Found last(int begin) {
    for (int at = end - 1; at >= begin; at--) {
      Found found =
          switch (text.charAt(at)) {
            case 'a', 'A' -> english.answer(at);
            case 'o', 'O' -> english.qualified(at, "option");
            case 'c', 'C' -> english.qualified(at, "choice");
            case 'd', 'D' -> english.decision(at);
            case '答' -> chinese.answer(at);
            case '选' -> chinese.choice(at);
            default -> null;
          };
      if (found != null) {
        return found.including(at);
      }
    }
    return null;
  }
}
