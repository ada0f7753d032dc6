package io.medsift.answers;

import io.medsift.answers.announcement.AnchorScanner;
import io.medsift.answers.announcement.AnotherRight;
import io.medsift.answers.announcement.Conclusion;
import io.medsift.answers.announcement.LaterCorrection;
import io.medsift.answers.announcement.Statement;
import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.closing.ClosingReader;
import io.medsift.answers.closing.OpeningLine;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WordBounds;
import java.util.List;

/** Applies the rules in their order to the final text of one response. */
final class AnswerFinder {
  /** A letter announced this close before a box belongs to the same conclusion. */
  private static final int BEFORE_BOX = 200;

  private final String text;
  private final AllowedAnswers options;
  private final AnswerReader reader;

  AnswerFinder(String text, AllowedAnswers options, AnswerReader reader) {
    this.text = text;
    this.options = options;
    this.reader = reader;
  }

  /** The final answer, or null where the response states none. */
  Found find() {
    List<Boxes.Box> boxes = Boxes.lastFirst(text);
    if (!boxes.isEmpty()) {
      Found found = boxed(boxes);
      int from = Math.max(found.end(), boxes.get(0).end());
      return new AnotherRight(text, reader)
          .of(new LaterCorrection(text, reader).of(found, from), from);
    }
    return stated();
  }

  /** The answer that sentences state, or else the first or last line. */
  private Found stated() {
    List<Statement> statements = new AnchorScanner(text, text.length(), reader).all(0);
    Found first = new OpeningLine(text, options, reader).read();
    if (first != null) {
      statements.add(
          0, new Statement(first, Statement.Force.ANNOUNCEMENT, first.start(), first.end()));
    }
    Found found = new Conclusion(text, reader).of(statements);
    if (found != null) {
      return found;
    }
    return new ClosingReader(text, options, reader).read();
  }

  private Found boxed(List<Boxes.Box> boxes) {
    Boxes.Box last = lastAnswer(boxes);
    if (!last.isClosed()) {
      return unreadBox(last, text.length(), "The last box is never closed.");
    }
    Found after = new AnchorScanner(text, text.length(), reader).last(last.end());
    Found before =
        new AnchorScanner(text, last.start(), reader).last(Math.max(0, last.start() - BEFORE_BOX));
    AnswerReading reading = reader.readWhole(text, last.contentStart(), last.end());
    if (reading == null) {
      Found announced = after != null ? after : before;
      if (announced != null && agrees(announced.reading(), last)) {
        return announced;
      }
      Found beside = besideMathematics(boxes);
      return beside != null
          ? beside
          : unreadBox(last, last.end(), "The box holds no answer that the rules can compare.");
    }
    Found found = new Found(ExtractionRule.BOXED, reading, last.start(), last.end() + 1);
    for (Boxes.Box box : boxes) {
      AnswerReading other =
          box.isClosed() ? reader.readWhole(text, box.contentStart(), box.end()) : null;
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

  /** The last box, or the last that holds an answer where only steps of a calculation follow. */
  private Boxes.Box lastAnswer(List<Boxes.Box> boxes) {
    if (options.readsLetters() && !options.hasNumbers()) {
      for (Boxes.Box box : boxes) {
        if (box.isClosed() && reader.readWhole(text, box.contentStart(), box.end()) != null) {
          return box;
        }
        if (!box.isClosed() || !isMathematics(box.contentStart(), box.end())) {
          break;
        }
      }
    }
    return boxes.get(0);
  }

  private boolean agrees(AnswerReading announced, Boxes.Box box) {
    String content = TextNormaliser.normalise(text, box.contentStart(), box.end(), true);
    return announced.isDecided() && options.isCompatible(announced.key(), content);
  }

  private static Found unreadBox(Boxes.Box box, int end, String note) {
    return new Found(ExtractionRule.BOXED, AnswerReading.undecided(note, box.start(), end));
  }

  /** The answer that is stated beside boxes that hold a step of a calculation; or null. */
  private Found besideMathematics(List<Boxes.Box> boxes) {
    if (!options.readsLetters() || options.hasNumbers()) {
      return null;
    }
    for (Boxes.Box box : boxes) {
      boolean step =
          box.isClosed()
              && reader.readWhole(text, box.contentStart(), box.end()) == null
              && isMathematics(box.contentStart(), box.end());
      if (!step) {
        return null;
      }
    }
    return new Conclusion(text, reader).of(new AnchorScanner(text, text.length(), reader).all(0));
  }

  /** Returns whether there are digits or symbols of mathematics, and no words. */
  private boolean isMathematics(int from, int end) {
    String content = TextNormaliser.normalise(text, from, end, true);
    boolean symbols = false;
    int letters = 0;
    for (int at = 0; at < content.length(); at++) {
      char c = content.charAt(at);
      symbols |= Character.isDigit(c) || "\\=<>^+/×·≤≥≈±".indexOf(c) >= 0;
      boolean inWord = Character.isLetter(c) && (at == 0 || content.charAt(at - 1) != '\\');
      letters = inWord ? letters + 1 : 0;
      boolean command = inCommand(content, at);
      if (letters > 4 && !command) {
        return false;
      }
    }
    return symbols;
  }

  private static boolean inCommand(String content, int at) {
    int start = WordBounds.start(content, at + 1);
    return start > 0 && content.charAt(start - 1) == '\\';
  }
}
