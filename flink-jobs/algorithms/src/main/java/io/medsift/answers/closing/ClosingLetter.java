package io.medsift.answers.closing;

import io.medsift.answers.announcement.Assertion;
import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WordBounds;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the one letter that the closing sentence sets apart. */
final class ClosingLetter {
  private static final int MAX_BOLD_LENGTH = 300;
  private static final String MARKS = " *_:";

  private static final Set<String> BEFORE_BRACKETED =
      Set.of(
          "is",
          "are",
          "be",
          "option",
          "choice",
          "choose",
          "select",
          "pick",
          "with",
          "answer",
          "statement",
          "therefore",
          "thus",
          "hence",
          "so");
  private static final Set<String> BEFORE_BARE =
      Set.of("option", "choice", "choose", "select", "pick");

  private static final int MAX_CONCLUSION_LENGTH = 60;

  /** Without a mark at its end, a sentence may have been cut off in a word. */
  private static final Pattern CONCLUSION =
      Pattern.compile(
          "[\\s*_>#]*+(?:(?:=>|[→⇒∴])\\s*+|(?i:(?:(?:so|hence|thus|therefore),? )?(?:it(?:'s| is)|i(?: woul|')d"
              + " say)|so|hence|thus|therefore|(?:in|to) conclu(?:sion|de)|by (?:process of )?elimination|probably|only|which is|going with|(?:that|this)"
              + " leaves(?: us)?(?: with)?|(?:of|among) (?:all )?(?:the|these)(?: given)?"
              + " (?:options|choices))(?:[,:]\\s*+|\\s++)"
              + "|(?:因此|所以|故|综上所述|综上|那么|只有)[,，:：]?+\\s*+(?:应该?|就)?+[是为选]?+\\s*+)"
              + "[*_]*+(?i:(?:option|choice) )?+[*_]*+(?:【\\s*+([A-Z])\\s*+】|(?:[(\\[]\\s*+([A-Z])\\s*+[)\\]]|([A-Z]))(?=[*_]*+(?:[.!。]|"
              + " it is\\b| fits\\b| as the\\b| is the\\b|了)|(?<=[:>→⇒∴][ *_(]{0,4}[A-Z])[)*_]*+$))(?i: it is| as the (?:only|best|correct|most \\w+)(?: \\w+)?+| fits(?: best)?| is the"
              + " (?:best|right|correct)(?: (?:one|option|choice|fit))?|了)?+[*_.!。\\s]*+");

  /** "The best match is C", "It must be option C", up to the letter. */
  private static final Pattern PREDICATE =
      Pattern.compile(
          "[\\s*_>#-]*+(?<subject>[^.!?;:\\n]{0,200}?)\\b(?i:is|would be|must be|should be|has to be|can only be|will be)"
              + "(?i: (?:therefore|thus|then|clearly|definitely|most likely|likely|probably))*+[ *_]*+"
              + "(?i:(?<noun>option|choice|letter) )?+(?=[*_(\\[\"]*+[A-Z](?![A-Za-z]))");

  /** What a subject says that only one option can be, or that points back to the question. */
  private static final Pattern OF_ONE =
      Pattern.compile(
          "^(?:(?:so|thus|hence|therefore|then|overall|in (?:conclusion|summary)),? )?(?:it|this|that|my (?:pick|choice|vote))\\s*$"
              + "|\\b(?:the|this) (?:(?:single|most) )?(?:best|most (?:likely|appropriate|suitable|accurate|probable|fitting|plausible"
              + "|reasonable|effective|important|consistent|specific|sensitive|common|characteristic|helpful|useful)"
              + "|correct|right (?:answer|choice|option|one|statement|match)|true|ideal|optimal|preferred|only)\\b"
              + "|\\bthat best \\w+\\b|\\bbest supported\\b|\\b(?:next (?:best )?step|of choice)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "\\b(?:worst|favou?rite|popular|tempting|attractive|traps?|pitfall|students?|examinees?|candidates?|people"
              + "|colleagues?|residents?|runner-up|mistake|error"
              + "|(?:previous|last|next|other|another|earlier) (?:questions?|cases?|items?|problems?|patients?))\\b",
          Pattern.CASE_INSENSITIVE);

  /** What may itself be called by a letter: vitamin C, grade C. */
  private static final Pattern LETTERED =
      Pattern.compile(
          "\\b(?:vitamins?|hepatitis|influenza|grades?|types?|class|stages?|groups?|category|factors?|lobes?|strains?"
              + "|serotypes?|phases?|zones?|curves?|points?|fib(?:er|re)s?)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ASIDE =
      Pattern.compile(
          "[\\s*_)\\]\"]*+(?:\\([^()]*\\))?[\\s*_]*+(?:,? (?:because|since|as|which)\\b.*)?");

  private static final int LETTER_LIMIT = 4;
  private static final Pattern HAN_PREDICATE =
      Pattern.compile(
          "[\\s*_>#]*+(?:(?:因此|所以|故|综上所述|综上|由此可见|可见)[,:]?)?+[^,;:。!?\\n不非错误易无没除若未]{0,40}?"
              + "(?:最(?:佳|好|优|终|合|恰|适|可能|有可能|符合|准确|有效|主要|常见|重要|能|接近|正确)|正确|唯一)[^,;:。!?\\n不非错误易无没除若未]{0,24}?[是为](?:选项)?[*_(\"【]*+(?<letter>[A-Z])"
              + "[)\"】*_]*+(?:选?项)?[*_。.!\\s]*+");

  private final String text;
  private final AllowedAnswers options;
  private final AnswerReader reader;
  private final ClosingSentence sentence;
  private final int start;

  ClosingLetter(
      String text, AllowedAnswers options, AnswerReader reader, ClosingSentence sentence) {
    this.text = text;
    this.options = options;
    this.reader = reader;
    this.sentence = sentence;
    this.start = sentence.start();
  }

  /**
   * The letter that is the whole conclusion, in bold, at the end, or in parentheses before the text
   * of its option; or null.
   */
  Found read() {
    Found conclusion = conclusion();
    if (conclusion == null) {
      conclusion = predicate();
    }
    if (conclusion != null) {
      return conclusion;
    }
    AnswerReading bold = onlyBold();
    Found found = bold != null ? unlessUndecided(bold) : last();
    return found != null ? found : beforeItsText();
  }

  /** A sentence of nothing but "so", "therefore" or the like and a letter: "Hence, C." */
  private Found conclusion() {
    if (text.length() - start > MAX_CONCLUSION_LENGTH) {
      return null;
    }
    Matcher matcher = CONCLUSION.matcher(text).region(start, text.length());
    if (!matcher.matches()) {
      return null;
    }
    int at = Math.max(matcher.start(1), Math.max(matcher.start(2), matcher.start(3)));
    return options.accepts(text.charAt(at)) && !options.endsAnother(text.charAt(at))
        ? new Found(
            ExtractionRule.CLOSING_LETTER,
            AnswerReading.letters(text.substring(at, at + 1), at, at + 1))
        : null;
  }

  /** A sentence that says of one option that it is the best or the only one: "The best is C." */
  private Found predicate() {
    int end = text.length();
    while (end > start && " .*_!。".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean complete = end < text.length() || text.charAt(end - 1) == ')';
    Matcher han = HAN_PREDICATE.matcher(text).region(start, text.length());
    if (complete && han.matches()) {
      return stated(reader.readWhole(text, han.start("letter"), han.end("letter")), start);
    }
    Matcher predicate = PREDICATE.matcher(text).region(start, end);
    if (!predicate.lookingAt()) {
      return null;
    }
    String subject = predicate.group("subject");
    boolean one =
        predicate.group("noun") != null
            || (OF_ONE.matcher(subject).find() && !LETTERED.matcher(subject).find());
    int verb = predicate.end("subject");
    boolean refused =
        sentence.hasNegation(end) || sentence.hasCondition(verb) || isOfOthers(subject);
    if (!one || refused) {
      return null;
    }
    AnswerReading reading = reader.readWhole(text, predicate.end(), end);
    boolean goesOn =
        reading != null
            && !ASIDE.matcher(text).region(Math.min(reading.stop(), end), end).matches();
    boolean cutOff =
        !complete && reading != null && reading.stop() - reading.start() <= LETTER_LIMIT;
    return cutOff || goesOn ? null : stated(reading, verb);
  }

  /** Returns whether a subject is another than the answer: a distractor, what others choose. */
  private static boolean isOfOthers(String subject) {
    return ClosingSentence.excludes(subject)
        || ClosingSentence.givesOtherPart(subject)
        || OF_OTHERS.matcher(subject).find();
  }

  private Found stated(AnswerReading reading, int from) {
    boolean says =
        reading != null
            && reading.isDecided()
            && reading.byLetter()
            && reading.key().length() == 1
            && !options.endsAnother(reading.key().charAt(0))
            && Assertion.isMade(text, from, from, Math.max(from, reading.stop()));
    return says ? new Found(ExtractionRule.CLOSING_LETTER, reading) : null;
  }

  private Found unlessUndecided(AnswerReading bold) {
    return bold.isDecided() && !refuses(bold)
        ? new Found(ExtractionRule.CLOSING_LETTER, bold)
        : null;
  }

  /** Returns whether the words around the letter exclude it, or tie it to a condition. */
  private boolean refuses(AnswerReading bold) {
    String before = text.substring(start, bold.start());
    String after = text.substring(Math.min(bold.stop(), text.length()));
    return ClosingSentence.excludes(before)
        || ClosingSentence.excludes(after)
        || sentence.hasCondition(bold.start());
  }

  private AnswerReading onlyBold() {
    AnswerReading only = null;
    int open = text.indexOf("**", start);
    while (open >= 0) {
      int close = text.indexOf("**", open + 2);
      if (close < 0) {
        return only;
      }
      AnswerReading reading =
          close - open > MAX_BOLD_LENGTH ? null : reader.readWhole(text, open + 2, close);
      if (reading != null && reading.byLetter()) {
        if (only != null && !only.sameAnswer(reading)) {
          return AnswerReading.undecided(
              "The closing sentence sets two letters in bold.", open, close);
        }
        only = reading;
      }
      open = text.indexOf("**", close + 2);
    }
    return only;
  }

  private Found last() {
    int end = text.length();
    while (end > start && " .*_!。".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == text.length() || end - start < 2 || sentence.hasNegation(end)) {
      return null;
    }
    boolean bracketed =
        end - start > 3 && text.charAt(end - 1) == ')' && text.charAt(end - 3) == '(';
    return last(bracketed ? end - 3 : end - 1, end, bracketed);
  }

  private Found last(int letterStart, int end, boolean bracketed) {
    LetterToken token = LetterToken.at(text, letterStart, end);
    if (token == null
        || !Character.isUpperCase(text.charAt(token.start()))
        || letterStart <= start
        || (bracketed && text.indexOf('(', start) != letterStart)
        || text.charAt(letterStart - 1) != ' ') {
      return null;
    }
    String key = String.valueOf(token.letter());
    boolean stands =
        options.accepts(token.letter())
            && !isOfOthers(text.substring(start, letterStart))
            && (isNamed(letterStart, bracketed) || (bracketed && followsItsText(key, letterStart)));
    return stands
        ? new Found(ExtractionRule.CLOSING_LETTER, AnswerReading.letters(key, letterStart, end))
        : null;
  }

  private boolean isNamed(int letterStart, boolean bracketed) {
    return (bracketed ? BEFORE_BRACKETED : BEFORE_BARE)
        .contains(WordBounds.before(text, letterStart, MARKS));
  }

  private boolean followsItsText(String key, int letterStart) {
    String option = options.textOf(key);
    return !option.isEmpty()
        && TextNormaliser.normalise(text, start, letterStart, true).endsWith(option);
  }

  private Found beforeItsText() {
    int open = text.indexOf('(', start);
    boolean letter =
        open >= 0
            && open + 3 < text.length()
            && text.charAt(open + 2) == ')'
            && options.accepts(text.charAt(open + 1));
    if (!letter || text.indexOf('(', open + 1) >= 0 || sentence.hasNegation(open)) {
      return null;
    }
    String key = String.valueOf(text.charAt(open + 1));
    AllowedAnswers.Match match = options.equalTo(text.substring(open + 3));
    return match == null || !match.key().equals(key)
        ? null
        : new Found(ExtractionRule.CLOSING_LETTER, AnswerReading.letters(key, open, text.length()));
  }
}
