package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One rule of the decontamination gate; a recipe lists them in the order in which they run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DecontaminationStep.AnySharedNgram.class, name = "any-shared-ngram"),
  @JsonSubTypes.Type(value = DecontaminationStep.Fuzzy.class, name = "fuzzy"),
  @JsonSubTypes.Type(value = DecontaminationStep.Calibrated.class, name = "calibrated"),
  @JsonSubTypes.Type(value = DecontaminationStep.Aligned.class, name = "aligned"),
  @JsonSubTypes.Type(value = DecontaminationStep.Semantic.class, name = "semantic"),
})
public sealed interface DecontaminationStep extends Serializable {

  /** Parts of a sample that this rule compares; what a recipe does not name is not looked at. */
  List<SampleField> fields();

  /** Returns the name of the rule in recipes. */
  default String name() {
    for (JsonSubTypes.Type type :
        DecontaminationStep.class.getAnnotation(JsonSubTypes.class).value()) {
      if (type.value() == getClass()) {
        return type.name();
      }
    }
    throw new IllegalStateException("a rule without a name: " + getClass());
  }

  /**
   * The open-r1 rule: one shared word n-gram is enough.
   *
   * @param includeOptions also index question and options together, as the published code does
   */
  record AnySharedNgram(int n, boolean includeOptions, List<SampleField> fields)
      implements DecontaminationStep {
    public AnySharedNgram {
      fields = List.copyOf(fields);
    }
  }

  /** Rejects at {@code 200 * LCS / (|prompt| + |item|) >= threshold}, 1 to 100. */
  record Fuzzy(int threshold, List<SampleField> fields) implements DecontaminationStep {
    public Fuzzy {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Weighted containment of one evaluation item, with the thresholds that come with the product.
   */
  record Calibrated(List<SampleField> fields) implements DecontaminationStep {
    public Calibrated {
      fields = List.copyOf(fields);
    }
  }

  /** As {@link Calibrated}, and items that someone has changed: mistyped, cut, reworded. */
  record Aligned(List<SampleField> fields) implements DecontaminationStep {
    public Aligned {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Paraphrases: the embedding of a prompt is as similar to that of an item, or a model said in the
   * annotation job that a prompt asks the same as an item that is near to it.
   *
   * @param threshold least cosine that counts where the similarity decides, above 0 and up to 1
   * @param floor least cosine of an item that the model is asked about
   * @param candidates most items that it is asked about, the nearest
   * @param unanswered what becomes of a prompt near to items that the model was not asked about
   */
  record Semantic(
      double threshold,
      Decider decide,
      double floor,
      int candidates,
      Unanswered unanswered,
      List<SampleField> fields)
      implements DecontaminationStep {
    public Semantic {
      fields = List.copyOf(fields);
    }

    /** Returns whether a model decides. */
    public boolean asksModel() {
      return decide == Decider.MODEL;
    }

    /** What decides whether a prompt is a paraphrase. */
    public enum Decider {
      /** The cosine of the embeddings. */
      SIMILARITY,
      /** The annotation of a model. */
      MODEL;

      /** The spelling in recipes. */
      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** What becomes of a sample that a model should have been asked about, and was not. */
    public enum Unanswered {
      /** A dead letter. */
      DEAD_LETTER,
      /** The cosine of the embeddings decides. */
      SIMILARITY;

      /** The spelling in recipes. */
      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }

  /** A part of a sample that a rule of the decontamination gate may compare. */
  enum SampleField {
    PROMPT("prompts"),
    HISTORY("earlier turns"),
    SYSTEM("system prompts"),
    RESPONSE("responses");

    private final String plural;

    SampleField(String plural) {
      this.plural = plural;
    }

    /** The name in recipes and verdicts. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Plural for use in a sentence. */
    public String plural() {
      return plural;
    }

    /** One sentence on the parts that no rule compares; empty where rules compare all. */
    public static Optional<String> notCompared(Collection<SampleField> compared) {
      List<String> others =
          Arrays.stream(values())
              .filter(field -> !compared.contains(field))
              .map(SampleField::plural)
              .toList();
      if (others.isEmpty()) {
        return Optional.empty();
      }
      int last = others.size() - 1;
      String list =
          last == 0
              ? others.get(0)
              : String.join(", ", others.subList(0, last)) + " and " + others.get(last);
      return Optional.of(
          "Not compared with evaluation sets, since no rule of the recipe names them: "
              + list
              + ".");
    }
  }
}
