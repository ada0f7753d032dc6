package io.medsift.sources.catalogue;

import io.medsift.sample.Reference;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SampleDraft;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MedReason, and II-Medical-RL, which has its columns and the letter as {@code label} besides. Its
 * {@code reasoning} is a rationale from a knowledge graph, not a trace: it goes with prompts for
 * reinforcement learning, which have no response, and is not used else.
 */
final class MedReason {
  private static final String QUESTION = "How the answer was read";
  private static final String TEXT = "text of an option";
  private static final String LETTERED = "(letter) text";
  private static final String EXPLAINED = "text. Explanation:";
  private static final String DECISION = "final decision";
  private static final String NO_LETTER = "no letter";

  static final ReadingOption ANSWER =
      ReadingOption.ofRow(
          "answer", QUESTION, TEXT, LETTERED, EXPLAINED, DECISION, "no options", NO_LETTER);
  static final ReadingOption ANSWER_OR_LABEL =
      ReadingOption.ofRow(
          "answer", QUESTION, "label", TEXT, LETTERED, EXPLAINED, DECISION, NO_LETTER);

  private MedReason() {}

  /** Prompts for responses that are verified: the letter where there is one, else the words. */
  static List<Sample> prompts(SourceRow row) throws UnmappableRowException {
    Map<String, String> options = row.options("options");
    MedReasonAnswer answer = MedReasonAnswer.of(row.required("answer"), options);
    row.use(ANSWER.name(), answer.form());
    Reference reference =
        answer.letter() == null
            ? GoldAnswer.words(answer.words())
            : GoldAnswer.letter("answer", answer.letter(), options);
    return draft(row, options).reference(reference).samples();
  }

  /**
   * Prompts for reinforcement learning: the letter is the label, and answer and rationale stay as
   * they are. On another track a response is to come, so that the letter is the reference and the
   * rationale is not for its place.
   */
  static List<Sample> reinforcement(SourceRow row) throws UnmappableRowException {
    Map<String, String> options = row.options("options");
    String text = row.required("answer");
    row.required("question");
    if (options.isEmpty()) {
      return row.leftOut("no options, so no letter");
    }
    String label = row.text("label");
    MedReasonAnswer answer = MedReasonAnswer.of(text, options);
    row.use(ANSWER.name(), label == null ? answer.form() : "label");
    String letter = label == null ? answer.letter() : label;
    if (letter == null) {
      return row.leftOut("the answer is not one of the options, so no letter");
    }
    Reference gold = GoldAnswer.letter("label", letter, options);
    SampleDraft draft = draft(row, options).label(gold.value());
    String track = row.settings().track();
    return track == null || row.card().tracks().contains(track)
        ? draft
            .reference(new Reference(GoldAnswer.words(text).kind(), text))
            .rationale(row.text("reasoning"))
            .samples()
        : draft.reference(gold).samples();
  }

  private static SampleDraft draft(SourceRow row, Map<String, String> options)
      throws UnmappableRowException {
    String dataset = row.text("dataset_name");
    String id = row.text("id_in_dataset");
    String own = dataset == null || id == null ? null : dataset + "-" + id;
    return row.draft()
        .ownId(own)
        .sourceRow(own)
        .prompt(OptionsCell.asked(row.required("question").strip(), options))
        .options(options)
        .upstreamSource(dataset);
  }

  /**
   * The answer of a MedReason row without what its makers put around it.
   *
   * @param form how it was written
   * @param letter of the option that it is; null where it is none, or several
   * @param words the answer itself
   */
  record MedReasonAnswer(String form, String letter, String words) {
    private static final Pattern LETTERED =
        Pattern.compile("^\\(([A-Z])\\)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern DECISION =
        Pattern.compile("^The final decision is:?\\s*(yes|no|maybe)\\b", Pattern.CASE_INSENSITIVE);
    private static final String EXPLANATION = ". Explanation:";

    static MedReasonAnswer of(String answer, Map<String, String> options) {
      String text = answer.strip();
      Matcher decision = DECISION.matcher(text);
      if (decision.find()) {
        String word = decision.group(1);
        return new MedReasonAnswer("final decision", GoldAnswer.letterOf(word, options), word);
      }
      if (options.isEmpty()) {
        return new MedReasonAnswer("no options", null, withoutExplanation(text));
      }
      String letter = GoldAnswer.letterOf(text, options);
      if (letter != null) {
        return new MedReasonAnswer("text of an option", letter, text);
      }
      Matcher lettered = LETTERED.matcher(text);
      if (lettered.matches()) {
        String same = GoldAnswer.letterOf(lettered.group(2), options);
        if (lettered.group(1).equals(same)) {
          return new MedReasonAnswer("(letter) text", same, lettered.group(2));
        }
      }
      String words = withoutExplanation(text);
      letter = GoldAnswer.letterOf(words, options);
      return letter == null
          ? new MedReasonAnswer("no letter", null, words)
          : new MedReasonAnswer("text. Explanation:", letter, words);
    }

    private static String withoutExplanation(String text) {
      int end = text.indexOf(EXPLANATION);
      return end < 0 ? text : text.substring(0, end);
    }
  }
}
