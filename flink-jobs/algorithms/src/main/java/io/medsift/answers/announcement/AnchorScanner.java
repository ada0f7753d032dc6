package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.WordBounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Finds the places where a response states its answer.
 *
 * <p>Scans backwards for the words that announce one ("answer", "correct option", "decision", "I
 * choose", 答案, 选) or call an option correct, and reads what is around them. "If the answer is A",
 * "the answer is not A" and "the wrong answer is A" state nothing, or nothing that can be compared.
 */
public final class AnchorScanner {
  /** No response that can be read states its answer more often. */
  private static final int MAX_STATEMENTS = 64;

  private static final int FINAL_REACH = 40;
  private static final String[] FINAL_WORDS = {"final", "ultimate", "最终", "最后"};

  private final String text;
  private final int end;
  private final EnglishAnchors english;
  private final ChineseAnchors chinese;
  private final LabelAnchors labels;
  private final OtherLanguages others;

  public AnchorScanner(String text, int end, AnswerReader reader) {
    this.text = text;
    this.end = end;
    AnnouncedReader announced = new AnnouncedReader(text, end, reader);
    this.english = new EnglishAnchors(text, end, reader, announced);
    this.chinese = new ChineseAnchors(text, end, reader, announced);
    this.labels = new LabelAnchors(text, end, reader, announced);
    this.others = new OtherLanguages(text, end, announced);
  }

  /** The last announced answer that begins at or after {@code begin}, or null. */
  public Found last(int begin) {
    List<Statement> statements = all(begin);
    for (int i = statements.size() - 1; i >= 0; i--) {
      if (statements.get(i).force() != Statement.Force.REMARK) {
        return statements.get(i).found();
      }
    }
    return null;
  }

  /** The last statements that begin at or after {@code begin}, in the order of the text. */
  public List<Statement> all(int begin) {
    List<Statement> statements = new ArrayList<>(4);
    for (int at = end - 1; at >= begin && statements.size() < MAX_STATEMENTS; at--) {
      Statement statement = at(at);
      if (statement != null && !repeats(statements, statement)) {
        statements.add(statement);
      }
    }
    Collections.reverse(statements);
    return statements;
  }

  private static boolean repeats(List<Statement> statements, Statement statement) {
    if (statements.isEmpty()) {
      return false;
    }
    Statement next = statements.get(statements.size() - 1);
    return next.reading().start() == statement.reading().start()
        && next.force().compareTo(statement.force()) >= 0;
  }

  private Statement at(int at) {
    char first = text.charAt(at);
    if (WordBounds.isAsciiLetter(first) && (!mayBegin(first, at + 1) || continuesWord(at))) {
      return null;
    }
    Found found =
        switch (first) {
          case 'a', 'A' -> english.answer(at);
          case 'c', 'C' -> english.choice(at);
          case 'd', 'D' -> english.decision(at);
          case 'g', 'G', 'p', 'P' -> english.chosen(at);
          case 'l', 'L' -> english.qualified(at, "letter");
          case 'o', 'O' -> english.option(at);
          case 'r', 'R' -> english.response(at);
          case 's', 'S' -> english.statement(at);
          case '答' -> chinese.answer(at);
          case '选' -> chinese.choice(at);
          case '正', '符', '合', '恰', '适', '对' -> chinese.correct(at);
          case '#', ':' -> labels.at(at);
          default -> null;
        };
    if (found == null && "aArRoO\u043E\u041E".indexOf(first) >= 0) {
      found = others.at(at);
    }
    if (found == null) {
      return null;
    }
    boolean remark =
        found.rule() == ExtractionRule.CLOSING_LETTER || found.rule() == ExtractionRule.OPTION_TEXT;
    int from = Math.min(at, found.start());
    int to = Math.max(wordEnd(at), found.reading().stop());
    boolean marked = text.charAt(at) == '#' || found.rule() == ExtractionRule.ANSWER_FIELD;
    if (!marked && !Assertion.isMade(text, at, from, to)) {
      return null;
    }
    Statement.Force force =
        marked || isFinal(at)
            ? Statement.Force.FINAL
            : remark ? Statement.Force.REMARK : Statement.Force.ANNOUNCEMENT;
    Found announced = remark ? AnnouncedReader.found(found.reading()) : found;
    return new Statement(announced.including(at), force, from, to);
  }

  /** Returns whether the first two letters are those of a word that is looked for. */
  private boolean mayBegin(char first, int next) {
    String seconds =
        switch (Character.toLowerCase(first)) {
          case 'a' -> "n";
          case 'c' -> "ho";
          case 'd', 'l' -> "e";
          case 'g' -> "o";
          case 'o' -> "p";
          case 'p' -> "i";
          case 'r' -> "eié";
          case 's' -> "teo";
          default -> "";
        };
    return next < end && seconds.indexOf(Character.toLowerCase(text.charAt(next))) >= 0;
  }

  /** Returns whether a letter precedes, other than that of an escaped line end. */
  private boolean continuesWord(int at) {
    return at > 0
        && WordBounds.isAsciiLetter(text.charAt(at - 1))
        && !(text.charAt(at - 1) == 'n' && at > 1 && text.charAt(at - 2) == '\\');
  }

  private int wordEnd(int at) {
    return Math.max(at + 1, WordBounds.end(text, at, end));
  }

  /** Returns whether a word shortly before the noun says that no other answer follows. */
  private boolean isFinal(int at) {
    int from = Math.max(0, at - FINAL_REACH);
    String near = text.substring(from, at).toLowerCase(Locale.ROOT);
    String before = near.substring(near.lastIndexOf('\n') + 1);
    for (String word : FINAL_WORDS) {
      if (before.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
