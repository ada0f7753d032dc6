package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** One rule of the decontamination gate; a recipe lists them in the order in which they run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DecontaminationStep.AnySharedNgram.class, name = "any-shared-ngram"),
  @JsonSubTypes.Type(value = DecontaminationStep.Fuzzy.class, name = "fuzzy"),
  @JsonSubTypes.Type(value = DecontaminationStep.Calibrated.class, name = "calibrated"),
})
public sealed interface DecontaminationStep extends Serializable {

  /** Parts of a sample that this rule compares; what a recipe does not name is not looked at. */
  List<SampleField> fields();

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
}
