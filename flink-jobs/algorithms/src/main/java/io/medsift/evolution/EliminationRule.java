package io.medsift.evolution;

import java.util.Locale;

/** Why an evolved question is eliminated: the four rules of the WizardLM paper, section 3.2. */
public enum EliminationRule {
  NO_INFORMATION_GAIN("The evolved question asks for nothing that its parent does not."),
  REFUSAL("The model says that it is sorry, in fewer than 80 words."),
  NO_CONTENT("There are only punctuation and stop words."),
  COPIED_INSTRUCTION("The evolved question has words of the instruction that made it.");

  private final String sentence;

  EliminationRule(String sentence) {
    this.sentence = sentence;
  }

  /** The spelling on the wire and in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One English sentence for people. */
  public String sentence() {
    return sentence;
  }
}
