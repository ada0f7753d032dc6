package io.medsift.verdict;

/** Evidence of decontamination: an evaluation item, and the part of the sample that repeats it. */
public sealed interface LeakEvidence extends Evidence {
  /** Returns the name of the evaluation set. */
  String benchmark();

  /** Returns the id of the item in its set. */
  String item();

  /** Returns the text of the item, shortened. */
  String itemText();

  /**
   * Returns the part of the sample; null in rows from before it could be another than the prompt.
   */
  String field();

  /** Returns the turn of the history, from 1; null where it is another part. */
  Integer turn();

  /** Returns the rule that found it, as recipes name it. */
  String rule();

  /**
   * A run of words that is in the prompt and in an evaluation item.
   *
   * @param ngram the words, lower-cased and joined by single spaces
   * @param itemsSharing how many evaluation items hold the same n-gram
   * @param field part of the sample: prompt, history, system or response; null in rows from before
   *     it could be another than the prompt
   * @param turn of the history, from 1; null where it is another part
   */
  record SharedNgram(
      String benchmark,
      String item,
      String itemText,
      String ngram,
      int itemsSharing,
      String field,
      Integer turn)
      implements LeakEvidence {
    /** Creates evidence that was found in the prompt. */
    public SharedNgram(
        String benchmark, String item, String itemText, String ngram, int itemsSharing) {
      this(benchmark, item, itemText, ngram, itemsSharing, null, null);
    }

    @Override
    public String rule() {
      return "any-shared-ngram";
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * An evaluation item that the prompt nearly equals.
   *
   * @param ratio {@code 200 * LCS / (|prompt| + |item|)} over code points, 0 to 100
   * @param field part of the sample: prompt, history, system or response; null in rows from before
   *     it could be another than the prompt
   * @param turn of the history, from 1; null where it is another part
   */
  record FuzzyMatch(
      String benchmark, String item, String itemText, double ratio, String field, Integer turn)
      implements LeakEvidence {
    /** Creates evidence that was found in the prompt. */
    public FuzzyMatch(String benchmark, String item, String itemText, double ratio) {
      this(benchmark, item, itemText, ratio, null, null);
    }

    @Override
    public String rule() {
      return "fuzzy";
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * An evaluation item that the prompt contains, by the calibrated rule.
   *
   * @param score weighted share of the item that is in the prompt, 0 to 1
   * @param phrase the rarest shared run of words, as the prompt has it
   * @param itemsSharing how many evaluation items hold that phrase
   * @param field part of the sample: prompt, history, system or response; null in rows from before
   *     it could be another than the prompt
   * @param turn of the history, from 1; null where it is another part
   */
  record Containment(
      String benchmark,
      String item,
      String itemText,
      double score,
      String phrase,
      int itemsSharing,
      String field,
      Integer turn)
      implements LeakEvidence {
    /** Creates evidence that was found in the prompt. */
    public Containment(
        String benchmark,
        String item,
        String itemText,
        double score,
        String phrase,
        int itemsSharing) {
      this(benchmark, item, itemText, score, phrase, itemsSharing, null, null);
    }

    @Override
    public String rule() {
      return "calibrated";
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * An evaluation item that the prompt follows although it was changed, by the rule {@code
   * aligned}.
   *
   * @param score share of the item's information that is in the prompt, 0 to 1
   * @param passage the part of the prompt that follows the item; null where the item was found by
   *     its phrases
   * @param field part of the sample: prompt, history, system or response
   * @param turn of the history, from 1; null where it is another part
   */
  record Alignment(
      String benchmark,
      String item,
      String itemText,
      double score,
      String passage,
      String field,
      Integer turn)
      implements LeakEvidence {
    @Override
    public String rule() {
      return "aligned";
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }

  /**
   * An evaluation item that the prompt may paraphrase, by the rule {@code semantic}.
   *
   * @param similarity cosine of the embeddings of the prompt and the item, rounded
   * @param threshold least similarity that the recipe rejects
   * @param nearTie true where another processor may find the other side of the threshold, or
   *     another item; else null
   * @param model that decided; null where the similarity did, or the model is not known
   * @param promptVersion of what the model was asked; null likewise
   * @param same whether the model finds that the prompt asks the same as the item; null where the
   *     similarity decided. The threshold is then the least similarity that it is asked about.
   * @param field part of the sample: the prompt
   * @param turn null
   */
  record SemanticMatch(
      String benchmark,
      String item,
      String itemText,
      double similarity,
      double threshold,
      Boolean nearTie,
      String model,
      String promptVersion,
      Boolean same,
      String field,
      Integer turn)
      implements LeakEvidence {
    /** Decided by the similarity. */
    public SemanticMatch(
        String benchmark,
        String item,
        String itemText,
        double similarity,
        double threshold,
        Boolean nearTie,
        String field,
        Integer turn) {
      this(
          benchmark, item, itemText, similarity, threshold, nearTie, null, null, null, field, turn);
    }

    @Override
    public String rule() {
      return "semantic";
    }

    @Override
    public <T> T visit(Visitor<T> visitor) {
      return visitor.of(this);
    }
  }
}
