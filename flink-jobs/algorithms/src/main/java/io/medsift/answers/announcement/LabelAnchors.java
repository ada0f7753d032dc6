package io.medsift.answers.announcement;

import io.medsift.answers.number.QuantityReader;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the answer after a label that is more than the word "answer": {@code #### 72} as GSM8K has
 * it, "A: 26" after "Q:", "Respuesta: C", "Selected option: C".
 */
final class LabelAnchors {
  private static final int MAX_LABEL_LENGTH = 40;
  private static final int MAX_LINE_LENGTH = 160;
  private static final int HASHES = 4;

  /** Names of an answer that stand alone before a colon, in the languages of common data sets. */
  private static final Set<String> LABELS =
      Set.of(
          "respuesta",
          "respuesta correcta",
          "respuesta final",
          "réponse",
          "reponse",
          "bonne réponse",
          "réponse correcte",
          "réponse finale",
          "antwort",
          "richtige antwort",
          "die richtige antwort",
          "risposta",
          "risposta corretta",
          "resposta",
          "resposta correta",
          "ответ",
          "правильный ответ",
          "答え",
          "正解",
          "解答",
          "回答",
          "정답",
          "답",
          "답변",
          "đáp án",
          "trả lời",
          "jawaban",
          "cevap",
          "الإجابة",
          "الجواب",
          "उत्तर",
          "答",
          "最终结果",
          "结论",
          "选择",
          "我的选择",
          "solution",
          "final solution",
          "final result",
          "result",
          "conclusion",
          "verdict",
          "selection",
          "my selection",
          "my choice",
          "choice",
          "final choice",
          "pick",
          "my pick",
          "selected option",
          "correct",
          "prediction",
          "final verdict",
          "结果",
          "final",
          "response",
          "output",
          "diagnosis",
          "final diagnosis",
          "most likely diagnosis",
          "诊断",
          "最可能的诊断");

  /** Labels after which only a number is an answer, since explanations have them before words. */
  private static final Set<String> FIRST_LETTERS = Set.of("a");

  private final String text;
  private final int end;
  private final AnswerReader reader;
  private final AnnouncedReader announced;

  LabelAnchors(String text, int end, AnswerReader reader, AnnouncedReader announced) {
    this.text = text;
    this.end = end;
    this.reader = reader;
    this.announced = announced;
  }

  /** The answer after the colon or the hash at {@code at}, or null. */
  Found at(int at) {
    return text.charAt(at) == '#' ? afterHashes(at) : afterLabel(at);
  }

  /** The whole rest of a line that begins with exactly four hashes. */
  private Found afterHashes(int at) {
    int first = at - HASHES + 1;
    boolean hashes =
        first >= 0
            && text.startsWith("####", first)
            && at + 1 < end
            && text.charAt(at + 1) != '#'
            && (first == 0 || text.charAt(first - 1) == '\n' || text.charAt(first - 1) == ' ');
    if (!hashes) {
      return null;
    }
    int from = at + 1;
    int lineEnd = lineEnd(from);
    while (from < lineEnd && " *".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    AnswerReading reading =
        from == lineEnd ? null : reader.readWhole(text, from, trimmed(from, lineEnd));
    boolean letterAlone = reading != null && (!reading.byLetter() || lineEnd - from <= 5);
    return letterAlone && reading.isDecided() ? AnnouncedReader.found(reading) : null;
  }

  private int trimmed(int from, int lineEnd) {
    int to = lineEnd;
    while (to > from && " .*。".indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return to;
  }

  private int lineEnd(int from) {
    int limit = Math.min(end, from + MAX_LINE_LENGTH);
    int at = from;
    while (at < limit && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  private Found afterLabel(int colon) {
    int from = colon;
    int limit = Math.max(0, colon - MAX_LABEL_LENGTH);
    while (from > limit && ".\n。:;!?,，；".indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    boolean begins = from == 0 || from > limit;
    if (!begins || from == colon) {
      return null;
    }
    String label = label(from, colon);
    boolean lineBegins = from == 0 || text.charAt(from - 1) == '\n';
    boolean known =
        LABELS.contains(label)
            || (lineBegins && FIRST_LETTERS.contains(label) && reader instanceof QuantityReader);
    if (!known) {
      return null;
    }
    int at = colon + 1;
    while (at < end && " \t*_`>$\"".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    AnswerReading reading = at < end && text.charAt(at) != '\n' ? announced.at(at) : null;
    return reading == null || !reading.isDecided() ? null : AnnouncedReader.found(reading);
  }

  private String label(int from, int to) {
    int begin = from;
    int stop = to;
    while (begin < stop && " *_#>【[{\t-\"".indexOf(text.charAt(begin)) >= 0) {
      begin++;
    }
    while (stop > begin && " *_】]\"".indexOf(text.charAt(stop - 1)) >= 0) {
      stop--;
    }
    String label = text.substring(begin, stop).toLowerCase(Locale.ROOT);
    return label.startsWith("the ") ? label.substring(4) : label;
  }
}
