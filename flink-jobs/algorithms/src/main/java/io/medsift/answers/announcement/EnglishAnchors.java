package io.medsift.answers.announcement;

import io.medsift.answers.choice.ChoiceReader;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;

/** Reads the answer around an English noun: "answer", "correct option", "final decision". */
final class EnglishAnchors {
  private static final String ANSWER = "answer";
  private static final String ABBREVIATION = "ans";
  private static final String DECISION = "decision";
  private static final String[] STATEMENTS = {"statement", "solution", "selection"};
  private static final String[] REMARKS = {"correct", "right"};

  /** Verbs with which a response says what it chooses. */
  private static final String[] CHOICES = {
    "choose", "select", "pick", "go with", "go for", "going with", "opt for", "settle on"
  };

  private static final Set<String> CHOOSERS =
      Set.of(
          "i",
          "we",
          "i'd",
          "i'll",
          "would",
          "will",
          "should",
          "must",
          "therefore",
          "so",
          "thus",
          "hence",
          "to",
          "we'll",
          "we'd",
          "i'm",
          "we're",
          "am",
          "are",
          "can",
          "let's",
          "finally",
          "also",
          "still",
          "then");

  private final String text;
  private final int end;
  private final AnswerReader reader;
  private final AnnouncedReader announced;
  private final AnswerBeforeNoun beforeNoun;

  EnglishAnchors(String text, int end, AnswerReader reader, AnnouncedReader announced) {
    this.text = text;
    this.end = end;
    this.reader = reader;
    this.announced = announced;
    this.beforeNoun = new AnswerBeforeNoun(text, reader);
  }

  /** The answer announced by "answer" or "ans:" at {@code at}, or null. */
  Found answer(int at) {
    if (!noun(at, ANSWER)) {
      return abbreviated(at);
    }
    Found field = AnswerField.read(text, at, at + ANSWER.length(), end, reader);
    if (field != null) {
      return field;
    }
    String before = WordBounds.before(text, at, AnchorWords.MARKS);
    return AnchorWords.DISQUALIFIERS.contains(before)
        ? null
        : around(at, ANSWER, AnchorWords.QUALIFIERS.contains(before));
  }

  private Found abbreviated(int at) {
    int after = at + ABBREVIATION.length();
    if (!noun(at, ABBREVIATION)) {
      return null;
    }
    while (after < end && text.charAt(after) == ' ') {
      after++;
    }
    boolean abbreviation = after < end && ":.-=)".indexOf(text.charAt(after)) >= 0;
    int answer = after + 1;
    while (abbreviation && answer < end && ":.-=)".indexOf(text.charAt(answer)) >= 0) {
      answer++;
    }
    AnswerReading reading = abbreviation ? announced.at(answer) : null;
    return reading == null ? null : AnnouncedReader.found(reading);
  }

  /** The answer around "choice", "correct" or "choose" at {@code at}, or null. */
  Found choice(int at) {
    Found found = qualified(at, "choice");
    if (found == null) {
      found = remark(at);
    }
    return found == null ? chosen(at) : found;
  }

  /** The answer around "response", "right" or "result" at {@code at}, or null. */
  Found response(int at) {
    Found found = qualified(at, "response");
    return found == null ? remark(at) : found;
  }

  /** The answer around "statement", "solution", "selection" or "select" at {@code at}, or null. */
  Found statement(int at) {
    for (String noun : STATEMENTS) {
      if (noun(at, noun)) {
        return qualified(at, noun);
      }
    }
    return chosen(at);
  }

  /** The answer around "option" or "opt for" at {@code at}, or null. */
  Found option(int at) {
    Found found = qualified(at, "option");
    return found == null ? chosen(at) : found;
  }

  /** The answer announced by a noun at {@code at} that means it only with a word such as "best". */
  Found qualified(int at, String noun) {
    if (!noun(at, noun)) {
      return null;
    }
    Found field = AnswerField.read(text, at, at + noun.length(), end, reader);
    if (field != null) {
      return field;
    }
    return AnchorWords.QUALIFIERS.contains(WordBounds.before(text, at, AnchorWords.MARKS))
        ? around(at, noun, true)
        : null;
  }

  /** The answer announced by "decision" at {@code at}, or null. */
  Found decision(int at) {
    return noun(at, DECISION) ? afterNoun(at, DECISION, true) : null;
  }

  /** The option after "I choose" at {@code at}, or null. */
  Found chosen(int at) {
    if (!(reader instanceof ChoiceReader)) {
      return null;
    }
    for (String verb : CHOICES) {
      int after = at + verb.length();
      boolean here =
          text.regionMatches(true, at, verb, 0, verb.length())
              && after < end
              && " :*".indexOf(text.charAt(after)) >= 0
              && (at == 0 || !WordBounds.isAsciiLetter(text.charAt(at - 1)));
      boolean chosen =
          here
              && (CHOOSERS.contains(chooser(at))
                  || (verb.equals("going with") && chooser(at).isEmpty()));
      boolean denied = chooser(at).equals("to") && AnchorWords.deniedBefore(text, at);
      if (chosen && !denied && !AnchorWords.doubtBefore(text, at)) {
        AnswerReading reading = announced.at(after);
        return reading == null
                || !reading.isDecided()
                || reading.kind() == AnswerReading.Kind.LETTER_RUN
            ? null
            : AnnouncedReader.found(reading);
      }
    }
    return null;
  }

  private String chooser(int at) {
    int to = at;
    while (to > 0 && AnchorWords.MARKS.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    int from = to;
    while (from > 0
        && (WordBounds.isAsciiLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '\'')) {
      from--;
    }
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }

  /** The option that is called correct at {@code at}, as a remark, or null. */
  private Found remark(int at) {
    for (String word : REMARKS) {
      if (text.regionMatches(true, at, word, 0, word.length()) && isWord(at, word)) {
        Found found = beforeNoun.read(at, true);
        return found == null
            ? null
            : new Found(ExtractionRule.CLOSING_LETTER, found.reading(), found.start(), found.end());
      }
    }
    return null;
  }

  private boolean isWord(int at, String word) {
    int after = at + word.length();
    return (at == 0 || !WordBounds.isAsciiLetter(text.charAt(at - 1)))
        && (after >= end || !WordBounds.isAsciiLetter(text.charAt(after)));
  }

  private Found around(int at, String noun, boolean qualified) {
    Found before = beforeNoun.read(at, noun.equals(ANSWER));
    return before != null ? before : afterNoun(at, noun, qualified);
  }

  private Found afterNoun(int at, String noun, boolean qualified) {
    int after = at + noun.length();
    int from = after < end && text.charAt(after) == 's' ? after + 1 : after;
    return new AnswerAfterNoun(text, end, announced, at, from, qualified).read();
  }

  /** Returns whether the noun is at {@code at} as a word, perhaps in the plural. */
  private boolean noun(int at, String noun) {
    int after = at + noun.length();
    return text.regionMatches(true, at, noun, 0, noun.length())
        && after <= end
        && (at == 0
            || !WordBounds.isAsciiLetter(text.charAt(at - 1))
            || (text.charAt(at - 1) == 'n' && at > 1 && text.charAt(at - 2) == '\\'))
        && (after == end
            || !WordBounds.isAsciiLetter(text.charAt(after))
            || (text.charAt(after) == 's'
                && (after + 1 == end || !WordBounds.isAsciiLetter(text.charAt(after + 1)))));
  }
}
