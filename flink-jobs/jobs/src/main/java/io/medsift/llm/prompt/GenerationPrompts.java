package io.medsift.llm.prompt;

import io.medsift.codec.ListedOptions;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prompts of the generation job: the question of a sample. The kind of the reference decides on the
 * form of the answer that is requested: a letter or a short text in {@code \boxed{}}, so that rules
 * can read it; free text without.
 */
public final class GenerationPrompts {
  /** The newest version. */
  public static final String VERSION = "v1";

  private static final String BOXED = "\\boxed";

  private final PromptTemplate.Family templates =
      PromptTemplate.Family.shipped(
          "generation",
          VERSION,
          Stream.of(ReferenceKind.values()).map(ReferenceKind::wireName).toList());

  private GenerationPrompts() {}

  /** Returns the newest version. */
  public static GenerationPrompts shipped() {
    return new GenerationPrompts();
  }

  /** Returns version and hash of the templates, for records and cache keys. */
  public String fingerprint() {
    return templates.fingerprint();
  }

  /**
   * Returns the conversation that ends with the question: the sample's system turn and history,
   * then its prompt with the options (unless it lists them itself) and the request for a form of
   * answer (unless it already asks for {@code \boxed}).
   */
  public List<Turn> turns(Sample sample) {
    List<Turn> turns = new ArrayList<>();
    if (sample.system() != null && !sample.system().isBlank()) {
      turns.add(new Turn("system", sample.system()));
    }
    turns.addAll(sample.history());
    turns.add(new Turn("user", question(sample)));
    return turns;
  }

  private String question(Sample sample) {
    String question = ListedOptions.question(sample).strip();
    ReferenceKind kind = question.contains(BOXED) ? ReferenceKind.NONE : kind(sample.reference());
    return templates.get(kind.wireName()).fill(Map.of("question", question));
  }

  private static ReferenceKind kind(Reference reference) {
    return reference == null ? ReferenceKind.NONE : reference.kind();
  }
}
