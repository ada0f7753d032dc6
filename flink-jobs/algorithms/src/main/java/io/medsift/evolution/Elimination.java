package io.medsift.evolution;

import static java.util.Objects.requireNonNull;

import io.medsift.text.Text;
import java.util.Locale;

/**
 * An evolved question is of no use.
 *
 * @param words what the rule went by, a piece of question or answer; may be empty
 */
public record Elimination(Rule rule, String words) {
  private static final int MAX_CHARACTERS = 200;

  public Elimination {
    requireNonNull(rule, "rule is null");
    words = Text.shortened(requireNonNull(words, "words is null").strip(), MAX_CHARACTERS);
  }

  /** The four rules by which the WizardLM paper (section 3.2) eliminates an evolved question. */
  public enum Rule {
    NO_INFORMATION_GAIN("The evolved question asks for nothing that its parent does not."),
    REFUSAL("The answer is an apology of fewer than 80 words."),
    NO_CONTENT("The evolved question has only punctuation and stop words."),
    COPIED_INSTRUCTION("The evolved question contains words of the instruction that produced it.");

    private final String sentence;

    Rule(String sentence) {
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
}
