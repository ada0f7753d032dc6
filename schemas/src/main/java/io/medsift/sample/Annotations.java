package io.medsift.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Annotations that models gave a sample before it was curated; each part is null if absent.
 *
 * @param skipped why no model was asked
 */
public record Annotations(
    JudgeAnnotation judge,
    EquivalenceAnnotation equivalence,
    LeakAnnotation leak,
    SkippedAnnotation skipped) {

  /** No annotations. */
  public static final Annotations EMPTY = new Annotations(null, null, null, null);

  /** Returns true if there is an annotation by a model that does not name the request. */
  public boolean namesNoRequest() {
    return (judge != null && judge.request() == null)
        || (equivalence != null && equivalence.request() == null)
        || (leak != null && !leak.items().isEmpty() && leak.request() == null);
  }

  /**
   * A model's score of the response against the reference: 1 to 10, decimals allowed. The other
   * components are null if not known.
   *
   * @param rationale why, in the model's words
   * @param promptTokens that asking took, all attempts together
   * @param completionTokens that answering took
   * @param request hash of what was asked, under which the ledger keeps the answer
   */
  public record JudgeAnnotation(
      double score,
      String model,
      String promptVersion,
      String rationale,
      Long promptTokens,
      Long completionTokens,
      String request) {

    /** Creates a score without further details. */
    public JudgeAnnotation(double score, String model, String promptVersion) {
      this(score, model, promptVersion, null, null, null, null);
    }
  }

  /**
   * A model's judgement whether the response says the same as a free-text reference. The other
   * components are null if not known.
   *
   * @param extracted the answer that was compared, shortened
   * @param promptTokens that asking took, all attempts together
   * @param completionTokens that answering took
   * @param request hash of what was asked, under which the ledger keeps the answer
   */
  public record EquivalenceAnnotation(
      boolean equivalent,
      String model,
      String promptVersion,
      String extracted,
      Long promptTokens,
      Long completionTokens,
      String request) {

    /** Creates an annotation without further details. */
    public EquivalenceAnnotation(boolean equivalent, String model, String promptVersion) {
      this(equivalent, model, promptVersion, null, null, null, null);
    }
  }

  /**
   * A model's judgement whether the prompt asks the same as evaluation items that are near to it.
   * The other components are null if not known.
   *
   * @param benchmarks fingerprint of the evaluation index
   * @param vectors fingerprint of the vectors of its items
   * @param floor least similarity of an item that the model was to be asked about
   * @param candidates most items that it was to be asked about
   * @param items that it was asked about, the nearest first; empty where none is near enough
   * @param promptTokens that asking took, all attempts together
   * @param completionTokens that answering took
   * @param request hash of what was asked, under which the ledger keeps the answer
   */
  public record LeakAnnotation(
      String benchmarks,
      String vectors,
      double floor,
      long candidates,
      List<Item> items,
      String model,
      String promptVersion,
      String rationale,
      Long promptTokens,
      Long completionTokens,
      String request) {
    public LeakAnnotation {
      requireNonNull(benchmarks, "benchmarks is null");
      requireNonNull(vectors, "vectors is null");
      items = List.copyOf(items);
    }

    /** Returns whether the model has not answered yet. */
    public boolean isOpen() {
      return items.stream().anyMatch(item -> item.same() == null);
    }

    /**
     * An item that the model was asked about.
     *
     * @param set name of the evaluation set
     * @param item its id in the set
     * @param text hash of its question with its options
     * @param similarity cosine of the embeddings of prompt and item, rounded
     * @param same whether the model finds that the prompt asks the same; null before it answers
     */
    public record Item(String set, String item, String text, double similarity, Boolean same) {
      public Item {
        requireNonNull(set, "set is null");
        requireNonNull(item, "item is null");
        requireNonNull(text, "text is null");
      }

      /** Returns whether it is that item, with that text. */
      public boolean is(String otherSet, String otherItem, String otherText) {
        return set.equals(otherSet) && item.equals(otherItem) && text.equals(otherText);
      }
    }
  }

  /**
   * Finding of a check without a model that curation rejects for, so that no model was asked about
   * the sample.
   *
   * @param gate that rejects, as it is spelt on the wire
   * @param reason of that gate
   */
  public record SkippedAnnotation(String gate, String reason) {
    public SkippedAnnotation {
      requireNonNull(gate, "gate is null");
      requireNonNull(reason, "reason is null");
    }
  }
}
