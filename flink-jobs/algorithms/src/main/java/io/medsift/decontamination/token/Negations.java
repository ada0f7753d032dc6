package io.medsift.decontamination.token;

import java.util.BitSet;
import java.util.List;

/**
 * Words that turn a question into its opposite, as exams use them, and those that turn it back.
 * Immutable.
 */
public final class Negations {
  private static final List<String> NEGATIONS =
      List.of(
          "not no never neither nor cannot isn aren wasn weren don doesn didn",
          "except excepting excluding besides",
          "false incorrect wrong untrue inaccurate least unlikely contraindicated",
          "pas sauf except\u00E9 fausse fausses faux inexacte inexactes incorrecte",
          "excepto salvo falsa falso incorrecta incorrecto menos",
          "\u4E0D\u65E0\u7121\u672A\u975E\u6CA1\u9519\u932F\u9664\u52FF\u5426");
  private static final List<String> AFFIRMATIONS =
      List.of(
          "true correct right accurate most likely indicated",
          "vrai vraie vraies exact exacte exactes correcte",
          "verdadera verdadero correcta correcto m\u00E1s",
          "\u6B63\u5BF9");

  private final BitSet negations;
  private final BitSet affirmations;

  /** Adds the words to a lexicon. */
  Negations(Lexicon lexicon) {
    this.negations = numbers(NEGATIONS, lexicon);
    this.affirmations = numbers(AFFIRMATIONS, lexicon);
  }

  private static BitSet numbers(List<String> words, Lexicon lexicon) {
    TextTokens tokens = new TextTokens();
    BitSet numbers = new BitSet();
    for (String line : words) {
      for (int number : lexicon.addAll(line, tokens)) {
        numbers.set(number);
      }
    }
    return numbers;
  }

  /** Whether a token negates; an unknown one does not. */
  public boolean isNegation(int token) {
    return token >= 0 && negations.get(token);
  }

  /** Whether a token affirms what a negation would deny. */
  public boolean isAffirmation(int token) {
    return token >= 0 && affirmations.get(token);
  }
}
