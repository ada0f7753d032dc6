package io.medsift.verdict;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * Evidence that a gate found; that of decontamination is {@link LeakEvidence}. On the wire an
 * object whose {@code kind} names the record.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LeakEvidence.SharedNgram.class, name = "shared_ngram"),
  @JsonSubTypes.Type(value = LeakEvidence.FuzzyMatch.class, name = "fuzzy_match"),
  @JsonSubTypes.Type(value = LeakEvidence.Containment.class, name = "containment"),
  @JsonSubTypes.Type(value = LeakEvidence.Alignment.class, name = "alignment"),
  @JsonSubTypes.Type(value = LeakEvidence.SemanticMatch.class, name = "semantic_match"),
  @JsonSubTypes.Type(value = Evidence.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = Evidence.Quality.class, name = "quality"),
  @JsonSubTypes.Type(value = Evidence.Score.class, name = "score"),
  @JsonSubTypes.Type(value = Evidence.Domain.class, name = "domain"),
  @JsonSubTypes.Type(value = Evidence.Duplicate.class, name = "duplicate"),
  @JsonSubTypes.Type(value = Evidence.PassRate.class, name = "pass_rate"),
  @JsonSubTypes.Type(value = Evidence.Selection.class, name = "selection"),
  @JsonSubTypes.Type(value = Evidence.Quota.class, name = "quota"),
})
public sealed interface Evidence
    permits LeakEvidence,
        Evidence.Answer,
        Evidence.Quality,
        Evidence.Score,
        Evidence.Domain,
        Evidence.Duplicate,
        Evidence.PassRate,
        Evidence.Selection,
        Evidence.Quota {

  /**
   * Gives this to the method of its kind. A kind that is added does not compile until every visitor
   * knows it.
   */
  <T> T visit(Visitor<T> visitor);

  /** Handles each kind of evidence. */
  interface Visitor<T> {
    /** Shared words. */
    T of(LeakEvidence.SharedNgram sharedNgram);

    /** A nearly equal item. */
    T of(LeakEvidence.FuzzyMatch fuzzyMatch);

    /** A contained item. */
    T of(LeakEvidence.Containment containment);

    /** An item that the text follows. */
    T of(LeakEvidence.Alignment alignment);

    /** An item of the same meaning. */
    T of(LeakEvidence.SemanticMatch semanticMatch);

    /** A final answer. */
    T of(Answer answer);

    /** A form. */
    T of(Quality quality);

    /** A score. */
    T of(Score score);

    /** A cluster. */
    T of(Domain domain);

    /** An earlier sample. */
    T of(Duplicate duplicate);

    /** The responses to a prompt. */
    T of(PassRate passRate);

    /** A choice among them. */
    T of(Selection selection);

    /** The samples that were kept before. */
    T of(Quota quota);
  }

  /**
   * The answer that was read from the response.
   *
   * @param extracted letter or text, null where none could be read
   * @param rule how it was read, null where it was not
   * @param span the piece of the response it was read from, null where it was not
   * @param note why it is not the reference, null where it is
   * @param model that compared it, null where rules did
   * @param promptVersion that the model was asked with, null where rules compared
   * @param overrun true where the model continues with the next turn, which was not read; else null
   */
  record Answer(
      String extracted,
      String gold,
      String rule,
      String span,
      String note,
      String model,
      String promptVersion,
      Boolean overrun)
      implements Evidence {

    /** An answer that rules compared. */
    public Answer(String extracted, String gold, String rule, String span, String note) {
      this(extracted, gold, rule, span, note, null, null);
    }

    /** An answer after which the response ends. */
    public Answer(
        String extracted,
        String gold,
        String rule,
        String span,
        String note,
        String model,
        String promptVersion) {
      this(extracted, gold, rule, span, note, model, promptVersion, null);
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * Problem with the form of a sample.
   *
   * @param measure what was counted, null where nothing was
   * @param value the count, null where nothing was counted
   * @param limit that the recipe sets, null where nothing was counted
   * @param note one sentence
   */
  record Quality(String measure, Integer value, Integer limit, String note) implements Evidence {
    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /** A judge's score beside the recipe's minimum. */
  record Score(double score, double minimum, String model, String promptVersion)
      implements Evidence {
    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * The cluster of the prompt.
   *
   * @param agreement share of the cluster's votes that its label has, 0 to 1
   * @param similarity cosine of prompt and centroid, in the digits that every processor agrees on
   * @param keeps labels that the recipe keeps
   * @param minimumAgreement that the recipe asks for, null where it asks for none
   * @param minimumSimilarity that the recipe asks for, null where it asks for none
   * @param nearTie the cluster that another processor may find to be the nearest; null for none
   * @param unreadable share of the prompt's words that the encoder cannot read, where that is so
   *     much that the cluster says nothing; else null
   */
  record Domain(
      int cluster,
      String label,
      double agreement,
      double similarity,
      List<String> keeps,
      Double minimumAgreement,
      Double minimumSimilarity,
      NearTie nearTie,
      Double unreadable)
      implements Evidence {
    public Domain {
      keeps = List.copyOf(keeps);
    }

    /** The cluster of a prompt that the encoder can read. */
    public Domain(
        int cluster,
        String label,
        double agreement,
        double similarity,
        List<String> keeps,
        Double minimumAgreement,
        Double minimumSimilarity,
        NearTie nearTie) {
      this(
          cluster,
          label,
          agreement,
          similarity,
          keeps,
          minimumAgreement,
          minimumSimilarity,
          nearTie,
          null);
    }

    /** Returns the cluster of a prompt with this share of unreadable words; it decides nothing. */
    public Domain withUnreadable(double share) {
      return new Domain(
          cluster,
          label,
          agreement,
          similarity,
          keeps,
          minimumAgreement,
          minimumSimilarity,
          null,
          share);
    }

    /** A cluster that is the nearest by more than the encoder's error. */
    public Domain(
        int cluster,
        String label,
        double agreement,
        double similarity,
        List<String> keeps,
        Double minimumAgreement,
        Double minimumSimilarity) {
      this(cluster, label, agreement, similarity, keeps, minimumAgreement, minimumSimilarity, null);
    }

    /** The part that must be the same on every processor: all but how near which cluster is. */
    public Domain exact() {
      return new Domain(
          cluster,
          label,
          agreement,
          0,
          keeps,
          minimumAgreement,
          minimumSimilarity,
          null,
          unreadable);
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * A cluster of another outcome whose similarity to the prompt is the nearest cluster's, but for
   * the encoder's error.
   */
  record NearTie(int cluster, String label, double similarity) {}

  /**
   * The accepted sample that the response repeats.
   *
   * @param similarity Jaccard of the word n-gram sets, 0 to 1
   * @param copyOf the earlier sample with the same words, where that sample was itself rejected in
   *     favour of {@code kept}; else null
   */
  record Duplicate(String keptId, Position kept, double similarity, Position copyOf)
      implements Evidence {
    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * What became of the responses to the prompt.
   *
   * @param prompt by which {@code prompts-decided} knows it
   * @param counts of the responses that had come when the prompt was decided
   * @param rate share of correct ones, null where none was verified
   * @param minimum that the recipe asks for
   * @param maximum that the recipe allows
   * @param complete whether all announced responses had come
   * @param late true where this one came after the decision, and is not counted; else null
   */
  record PassRate(
      String prompt,
      PromptCounts counts,
      Double rate,
      double minimum,
      double maximum,
      boolean complete,
      Boolean late)
      implements Evidence {
    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * The responses to the prompt that were kept instead.
   *
   * @param by what went first
   * @param keep how many stay at most
   * @param measure of this response, null where it has none
   * @param keptId the best of those that were kept, null where a late response found none
   * @param keptMeasure of that one
   * @param late true where this one came after the decision; else null
   */
  record Selection(
      String by,
      int keep,
      Double measure,
      String keptId,
      Position kept,
      Double keptMeasure,
      Boolean late)
      implements Evidence {
    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * The samples of the same track that were kept before, as many as the recipe allows.
   *
   * @param by what they share: prompt, source, cluster or label
   * @param value which one: the hash of the prompt, the name of the source, the number of the
   *     cluster, or the label
   * @param limit how many stay at most
   * @param kept how many had been kept; more than the limit where it was higher before
   * @param firstId the first that was kept
   * @param lastId the last that was kept before the limit was reached
   */
  record Quota(
      String by,
      String value,
      int limit,
      int kept,
      String firstId,
      Position first,
      String lastId,
      Position last)
      implements Evidence {
    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }
}
