package io.medsift.answers.gold;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.choice.ChoiceReader;
import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.choice.OptionList;
import io.medsift.answers.number.NumberWords;
import io.medsift.answers.number.Quantity;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WordBounds;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A reference answer in the form in which it is compared.
 *
 * <p>A text resolves to the letter of the option that has it. The forms that data sets add to it
 * are known: {@code text. Explanation: ...}, {@code The final decision is: yes. ...}, {@code (B)
 * text}, and several option texts joined by {@code And}.
 *
 * @param value the option letter or letters, the decision, the number or the phrase
 * @param options what a response may answer; null where the gold is a number or unresolved
 * @param quantity the number, or null
 * @param order the letters as the reference has them, where that may be an order of the options
 * @param note why the rules cannot use the reference, or null where they can
 */
public record Gold(
    String value, AllowedAnswers options, Quantity quantity, String order, String note) {
  private static final int PHRASE_LIMIT = 200;
  private static final String DECISION = "the final decision is";
  private static final Set<String> DECISIONS = Set.of("yes", "no", "maybe");
  private static final String EXPLANATION = "explanation:";
  private static final Pattern SMALL_LETTERS = Pattern.compile("[a-j](?:\\s*[,;/|、，；]\\s*[a-j])+");
  private static final Pattern QUOTED_COMMA = Pattern.compile("[\"']\\s*,\\s*[\"']");
  private static final String AROUND = "^[\"']|[\"']$";

  /**
   * Returns the form in which {@code reference} is compared.
   *
   * @param optionTexts letter to text; empty where the question has none
   */
  public static Gold resolve(Reference reference, Map<String, String> optionTexts) {
    boolean compared =
        reference.kind() == ReferenceKind.LETTER || reference.kind() == ReferenceKind.TEXT;
    if (compared && AllowedAnswers.repeatLetters(optionTexts.keySet())) {
      return unresolved(reference.value(), "Two options have the same letter.");
    }
    return switch (reference.kind()) {
      case NONE -> unresolved(null, "There is no reference answer.");
      case LONG ->
          unresolved(reference.value(), "The reference is a passage, which a model must compare.");
      case LETTER -> letter(reference.value(), AllowedAnswers.of(optionTexts));
      case TEXT -> text(reference.value().strip(), AllowedAnswers.of(optionTexts));
    };
  }

  private static Gold letter(String value, AllowedAnswers options) {
    String folded = fold(plainList(value.strip()));
    if (ReferenceLetters.areAlternatives(folded)) {
      return unresolved(value, "The reference names alternatives, which a model must weigh.");
    }
    String letters = ReferenceLetters.of(folded, true);
    if (letters == null && !options.isEmpty()) {
      letters = listed(folded, options);
    }
    if (letters != null) {
      return severalOf(value, letters, options);
    }
    AnswerReading reading =
        new ChoiceReader(AllowedAnswers.anyLetter()).readWhole(folded, 0, folded.length());
    if (reading == null || !reading.isDecided()) {
      return unresolved(value, "The reference is not a letter.");
    }
    if (options.isEmpty()) {
      return choice(reading.key(), AllowedAnswers.anyLetter());
    }
    for (char letter : reading.key().toCharArray()) {
      if (!options.accepts(letter)) {
        return unresolved(value, "The reference is a letter that no option has.");
      }
    }
    return choice(reading.key(), options);
  }

  /** A list of quoted texts without its marks; letters in lower case as capitals. */
  private static String plainList(String value) {
    if (SMALL_LETTERS.matcher(value).matches()) {
      return value.toUpperCase(Locale.ROOT);
    }
    boolean list = value.startsWith("[") && value.endsWith("]") && value.length() > 2;
    return list
        ? QUOTED_COMMA
            .matcher(value.substring(1, value.length() - 1))
            .replaceAll("; ")
            .replaceAll(AROUND, "")
        : value;
  }

  private static Gold severalOf(String value, String letters, AllowedAnswers options) {
    AllowedAnswers allowed = options.isEmpty() ? AllowedAnswers.anyLetter() : options;
    boolean known = letters.chars().allMatch(letter -> allowed.accepts((char) letter));
    return known
        ? several(letters, allowed)
        : unresolved(value, "The reference is a letter that no option has.");
  }

  /** The letters of the options that a reference is a list of, or null where it is none. */
  private static String listed(String folded, AllowedAnswers options) {
    OptionList.Items items = new OptionList(options).read(folded, 0, folded.length());
    boolean whole =
        items != null
            && !items.letters().isEmpty()
            && TextNormaliser.normalise(folded.substring(items.end())).replace(")", "").isEmpty();
    return whole ? items.letters() : null;
  }

  private static Gold text(String value, AllowedAnswers options) {
    if (TextNormaliser.normalise(value).isEmpty()) {
      return unresolved(value, "The reference is empty.");
    }
    String decision = decisionOf(value);
    if (!options.isEmpty()) {
      String key = optionOf(value, decision, options);
      if (key != null) {
        return choice(key, options);
      }
      String folded = fold(value);
      String letters = ReferenceLetters.of(folded, true);
      letters = letters == null ? listed(folded, options) : letters;
      if (letters != null && letters.chars().allMatch(c -> options.accepts((char) c))) {
        return several(letters, options);
      }
    }
    if (decision != null) {
      return choice(decision, AllowedAnswers.decisions());
    }
    return options.isEmpty()
        ? withoutOptions(value)
        : unresolved(value, "The reference is the text of no option, or of several.");
  }

  private static Gold withoutOptions(String value) {
    String phrase = withoutExplanation(value);
    Quantity quantity = Quantity.parse(phrase);
    if (quantity != null) {
      return quantity(phrase, quantity);
    }
    String digits = NumberWords.inDigits(phrase);
    if (digits != null && !Quantity.parse(digits).hasUnit()) {
      return quantity(phrase, Quantity.parse(digits));
    }
    String folded = fold(phrase);
    String letters = ReferenceLetters.of(folded, false);
    if (letters != null) {
      return several(letters, AllowedAnswers.anyLetter());
    }
    LetterToken token = LetterToken.at(folded, 0, folded.length());
    if (token != null && startsText(token)) {
      String rest = afterToken(folded, token);
      boolean initial = rest.isEmpty() || Character.isLowerCase(rest.charAt(0));
      if (!initial || token.style() == LetterToken.Style.ENCLOSED) {
        String letter = String.valueOf(token.letter());
        return choice(letter, AllowedAnswers.oneKnown(letter, rest));
      }
    }
    return phrase.length() > PHRASE_LIMIT
        ? unresolved(value, "The reference is a passage, which a model must compare.")
        : choice(phrase, AllowedAnswers.phrase(phrase));
  }

  private static boolean startsText(LetterToken token) {
    return token.style() == LetterToken.Style.ENCLOSED
        || token.style() == LetterToken.Style.DOTTED
        || token.style() == LetterToken.Style.PUNCTUATED;
  }

  private static String optionOf(String value, String decision, AllowedAnswers options) {
    String key = keyOf(options.equalTo(value));
    if (key == null) {
      key = keyOf(options.equalTo(withoutExplanation(value)));
    }
    if (key == null && decision != null) {
      key = keyOf(options.equalTo(decision));
    }
    if (key == null) {
      key = lettered(fold(value), options);
    }
    if (key == null) {
      key = joined(value, options);
    }
    return key != null ? key : sentenceStart(value, options);
  }

  private static String keyOf(AllowedAnswers.Match match) {
    return match == null || match.ambiguous() ? null : match.key();
  }

  private static String lettered(String value, AllowedAnswers options) {
    LetterToken token = LetterToken.at(value, 0, value.length());
    if (token == null || !options.accepts(token.letter())) {
      return null;
    }
    String letter = String.valueOf(token.letter());
    String rest = afterToken(value, token);
    if (TextNormaliser.normalise(rest).isEmpty()) {
      return letter;
    }
    String key = keyOf(options.equalTo(withoutExplanation(rest)));
    return letter.equals(key) ? letter : null;
  }

  private static String afterToken(String value, LetterToken token) {
    int at = token.end();
    while (at < value.length() && " .:,;)-".indexOf(value.charAt(at)) >= 0) {
      at++;
    }
    return value.substring(at).strip();
  }

  private static String joined(String value, AllowedAnswers options) {
    if (!value.contains(" And ")) {
      return null;
    }
    TreeSet<String> keys = new TreeSet<>();
    int from = 0;
    while (from <= value.length()) {
      int and = value.indexOf(" And ", from);
      int end = and < 0 ? value.length() : and;
      String key = keyOf(options.equalTo(value.substring(from, end)));
      if (key == null) {
        return null;
      }
      keys.add(key);
      from = and < 0 ? value.length() + 1 : and + " And ".length();
    }
    return String.join("", keys);
  }

  private static String sentenceStart(String value, AllowedAnswers options) {
    String normalised = TextNormaliser.normalise(value);
    AllowedAnswers.Match match = options.startOf(normalised);
    boolean sentence =
        match != null && !match.ambiguous() && normalised.startsWith(". ", match.length());
    return sentence ? match.key() : null;
  }

  private static String withoutExplanation(String value) {
    for (int at = 1; at + EXPLANATION.length() <= value.length(); at++) {
      if (value.regionMatches(true, at, EXPLANATION, 0, EXPLANATION.length())) {
        return value.substring(0, at).strip();
      }
    }
    return value;
  }

  private static String decisionOf(String value) {
    String normalised = TextNormaliser.normalise(value);
    if (DECISIONS.contains(normalised)) {
      return normalised;
    }
    if (!normalised.startsWith(DECISION)) {
      return null;
    }
    int start = DECISION.length();
    while (start < normalised.length() && ": ".indexOf(normalised.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < normalised.length() && WordBounds.isAsciiLetter(normalised.charAt(end))) {
      end++;
    }
    String word = normalised.substring(start, end);
    return DECISIONS.contains(word) ? word : null;
  }

  private static String fold(String value) {
    StringBuilder folded = new StringBuilder(value.length());
    for (int at = 0; at < value.length(); at++) {
      folded.append(AsciiFolding.foldedChar(value.charAt(at)));
    }
    return folded.toString();
  }

  static Gold choice(String keys, AllowedAnswers options) {
    return new Gold(keys, options, null, null, null);
  }

  /** Several options, by their letters in the order of the reference. */
  static Gold several(String letters, AllowedAnswers options) {
    StringBuilder sorted = new StringBuilder();
    letters.chars().sorted().forEach(letter -> sorted.append((char) letter));
    boolean inOrder = sorted.toString().equals(letters);
    return new Gold(sorted.toString(), options, null, inOrder ? null : letters, null);
  }

  public boolean isSeveral() {
    return options != null && options.readsLetters() && value.length() > 1;
  }

  static Gold quantity(String value, Quantity quantity) {
    return new Gold(value, null, quantity, null, null);
  }

  static Gold unresolved(String value, String note) {
    return new Gold(value, null, null, null, note);
  }

  public boolean isResolved() {
    return note == null;
  }
}
