package io.medsift.answers;

import java.util.List;

/** Applies the rules in their order to the final text of one response. */
final class AnswerFinder {
  /** A letter announced this close before a box belongs to the same conclusion. */
  private static final int BEFORE_BOX = 200;

  private final String text;
  private final AnswerOptions options;
  private final AnswerReader reader;

  AnswerFinder(String text, AnswerOptions options, AnswerReader reader) {
    this.text = text;
    this.options = options;
    this.reader = reader;
  }

  /** The final answer, or null where the response states none. */
  Found find() {
    List<Boxes.Box> boxes = Boxes.lastFirst(text);
    if (!boxes.isEmpty()) {
      return boxed(boxes);
    }
    Found announced = new AnchorScanner(text, text.length(), reader).last(0);
    if (announced != null) {
      return beforeNextQuestion(announced);
    }
    return new ClosingReader(text, options, reader).read();
  }

  private Found boxed(List<Boxes.Box> boxes) {
    Boxes.Box last = boxes.get(0);
    if (!last.isClosed()) {
      return unreadBox(last, text.length(), "The last box is never closed.");
    }
    Found after = new AnchorScanner(text, text.length(), reader).last(last.end());
    Found before =
        new AnchorScanner(text, last.start(), reader).last(Math.max(0, last.start() - BEFORE_BOX));
    Reading reading = reader.readWhole(text, last.contentStart(), last.end());
    if (reading == null) {
      Found announced = after != null ? after : before;
      return announced != null && agrees(announced.reading(), last)
          ? announced
          : unreadBox(last, last.end(), "The box holds no answer that the rules can compare.");
    }
    Found found = new Found(ExtractionRule.BOXED, reading, last.start(), last.end() + 1);
    for (Boxes.Box box : boxes) {
      Reading other = box.isClosed() ? reader.readWhole(text, box.contentStart(), box.end()) : null;
      if (other != null && found.contradicts(new Found(ExtractionRule.BOXED, other))) {
        return found.undecided("Two boxes hold different answers.");
      }
    }
    boolean contradicted =
        (after != null && found.contradicts(after))
            || (before != null && found.contradicts(before));
    return contradicted
        ? found.undecided("The box and the sentence beside it give different answers.")
        : found;
  }

  private boolean agrees(Reading announced, Boxes.Box box) {
    String content = TextNormaliser.normalise(text, box.contentStart(), box.end(), true);
    return announced.isDecided() && options.isCompatible(announced.key(), content);
  }

  private static Found unreadBox(Boxes.Box box, int end, String note) {
    return new Found(ExtractionRule.BOXED, Reading.undecided(note, box.start(), end));
  }

  /**
   * Some models go on with a question of their own; its answer is not the one that was asked for.
   */
  private Found beforeNextQuestion(Found last) {
    int question = text.indexOf("\nQuestion:");
    if (question <= 0 || last.start() < question) {
      return last;
    }
    Found earlier = new AnchorScanner(text, question, reader).last(0);
    return earlier == null ? last : earlier;
  }
}
