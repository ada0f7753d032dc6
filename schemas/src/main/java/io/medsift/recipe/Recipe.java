package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.medsift.codec.AnnotationKeys;
import io.medsift.codec.SampleLimits;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.verdict.Gate;
import io.medsift.verdict.RecipeStamp;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of a curation run. The mirror of {@code recipe.schema.json}, defaults filled in.
 *
 * @param decontaminate rules in the order in which they run, empty where no track decontaminates
 * @param domain null where no track runs the domain gate
 * @param judge null where no track runs the judge gate
 * @param quality bounds of the quality gate, whether or not a track runs it
 * @param prompts when the responses to a prompt are complete, whether or not a track needs it
 * @param passRate bounds of the gate pass_rate, whether or not a track runs it
 * @param select what the gate select keeps, whether or not a track runs it
 * @param balance limits of the gate balance, whether or not a track runs it
 * @param models those that the jobs before curation ask
 * @param tracks track name to its gates
 * @param evolve settings of the evolution job, which do not decide about samples
 */
public record Recipe(
    RecipeStamp stamp,
    String description,
    SampleLimits limits,
    List<DecontaminationStep> decontaminate,
    DomainSettings domain,
    JudgeSettings judge,
    DeduplicationSettings deduplicate,
    QualitySettings quality,
    PromptSettings prompts,
    PassRateSettings passRate,
    SelectSettings select,
    BalanceSettings balance,
    Models models,
    AnnotateSettings annotate,
    GenerateSettings generate,
    EvolveSettings evolve,
    Map<String, Track> tracks)
    implements Serializable {

  public Recipe {
    decontaminate = List.copyOf(decontaminate);
    tracks = Collections.unmodifiableMap(new TreeMap<>(tracks));
  }

  /** Returns a builder of a recipe without gates, with all defaults. */
  public static RecipeBuilder builder(RecipeStamp stamp) {
    return new RecipeBuilder(stamp);
  }

  /** Returns a builder with the settings of this recipe. */
  public RecipeBuilder toBuilder() {
    return new RecipeBuilder(this);
  }

  /** Returns true if any track runs {@code gate}. */
  public boolean runs(Gate gate) {
    return tracks.values().stream().anyMatch(track -> track.runs(gate));
  }

  /** The rule by which a model decides on paraphrases; empty where none does. */
  public Optional<DecontaminationStep.Semantic> leakRule() {
    return runs(Gate.DECONTAMINATE)
        ? decontaminate.stream()
            .filter(DecontaminationStep.Semantic.class::isInstance)
            .map(DecontaminationStep.Semantic.class::cast)
            .filter(DecontaminationStep.Semantic::asksModel)
            .findFirst()
        : Optional.empty();
  }

  /** Returns true if a model has to say of samples of {@code track} whether they leak. */
  public boolean asksAboutLeaks(Track track) {
    return track.runs(Gate.DECONTAMINATE) && leakRule().isPresent();
  }

  /**
   * One sentence on the parts of samples that are not compared with evaluation sets; empty where
   * all are, or where no track compares any.
   */
  public Optional<String> notCompared() {
    return runs(Gate.DECONTAMINATE)
        ? SampleField.notCompared(
            decontaminate.stream().flatMap(step -> step.fields().stream()).toList())
        : Optional.empty();
  }

  /** Returns true if a track runs a gate that looks at all responses to a prompt together. */
  public boolean groupsResponses() {
    return tracks.values().stream().anyMatch(Track::groupsResponses);
  }

  /** The same recipe under the hash of its content. */
  Recipe stamped(String hash) {
    return toBuilder().stamp(new RecipeStamp(stamp.name(), hash)).build();
  }

  /** The judge gate: samples stay at {@code score >= minimum}, 1 to 10. */
  public record JudgeSettings(double minimum) implements Serializable {}

  /** Destination of generated samples: curation or annotation. */
  public enum GenerationOutput {
    /** Those that the gates of their tracks can decide on; the others go to the annotation job. */
    SAMPLES,
    /** None: all go to the annotation job. */
    UNSCORED;

    /** The spelling in recipes, and the usual name of the topic. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The generation job.
   *
   * @param responses to each prompt, 1 to 64
   * @param output which samples go straight to curation
   */
  public record GenerateSettings(int responses, GenerationOutput output) implements Serializable {

    /** Eight responses, each where its track needs it. */
    public static final GenerateSettings DEFAULT =
        new GenerateSettings(8, GenerationOutput.SAMPLES);
  }

  /**
   * The evolution job.
   *
   * @param rounds how often each seed is evolved; every round begins with what the one before kept
   * @param methods ways to evolve, one of which is chosen for each seed and round
   * @param compare whether a model says that an evolved question asks for more than its parent
   * @param track of the evolved prompts, null for that of their seed
   * @param seed of the choices
   */
  public record EvolveSettings(
      int rounds, List<String> methods, boolean compare, String track, long seed)
      implements Serializable {

    /** All ways, as the paper has them, for two rounds. */
    public static final EvolveSettings DEFAULT =
        new EvolveSettings(
            2,
            List.of(
                "add_constraints",
                "deepen",
                "concretise",
                "add_reasoning",
                "complicate_input",
                "breadth"),
            true,
            null,
            1);

    public EvolveSettings {
      methods = List.copyOf(methods);
    }
  }

  /**
   * The annotation job.
   *
   * @param judgePrompt name of a prompt that comes with the product, or path of a file
   * @param equivalencePrompt likewise
   * @param leakPrompt likewise
   * @param attempts maximum number of replies to pay for about one sample if none of them can be
   *     parsed
   * @param freeChecks whether samples that other gates reject anyway are passed on without asking a
   *     model
   * @param keyFile path of the keys that samples are signed with; null if they are not signed
   */
  public record AnnotateSettings(
      String judgePrompt,
      String equivalencePrompt,
      String leakPrompt,
      int attempts,
      boolean freeChecks,
      String keyFile)
      implements Serializable {

    /** The prompts that come with the product. */
    public static final AnnotateSettings DEFAULT =
        new AnnotateSettings("judge-2", "equivalence-2", "leak-1", 3, true, null);

    /**
     * The keys that samples are signed with; null if they are not signed.
     *
     * @throws IllegalArgumentException if the file cannot be used; the message names it
     */
    public AnnotationKeys keys() {
      return keyFile == null ? null : AnnotationKeys.load(Path.of(keyFile));
    }
  }

  /**
   * The domain gate.
   *
   * @param centroids directory of the centroid artifact, null for the one that comes with the
   *     product
   * @param keep cluster labels that stay
   * @param minimumAgreement least share of the votes that a cluster's label must have, null for any
   * @param minimumSimilarity least cosine of prompt and centroid, null for any
   * @param encoder of prompts, null for the one that comes with the product; absent from JSON where
   *     it is null. Centroids name the encoder that they were made with, and so do verdicts
   */
  public record DomainSettings(
      String centroids,
      List<String> keep,
      Double minimumAgreement,
      Double minimumSimilarity,
      @JsonInclude(JsonInclude.Include.NON_NULL) EncoderFiles encoder)
      implements Serializable {
    public DomainSettings {
      keep = List.copyOf(keep);
    }

    /** A gate with the encoder that comes with the product. */
    public DomainSettings(
        String centroids, List<String> keep, Double minimumAgreement, Double minimumSimilarity) {
      this(centroids, keep, minimumAgreement, minimumSimilarity, null);
    }
  }

  /**
   * A sentence encoder by its files, at the same paths wherever the job runs.
   *
   * @param name as verdicts and centroids name it
   * @param model ONNX file of a BERT model
   * @param tokenizer {@code tokenizer.json} with the vocabulary, a lower-case WordPiece
   * @param maxTokens longest sequence; the rest of a prompt is cut off
   */
  public record EncoderFiles(String name, String model, String tokenizer, int maxTokens)
      implements Serializable {}

  /**
   * The quality gate.
   *
   * @param minimumPromptWords prompts with fewer words are rejected
   * @param minimumResponseWords responses that have fewer words, trace included, are rejected; null
   *     for no bound. Absent from JSON where it is null, so that a recipe without it keeps its hash
   * @param rejectOverrun whether responses that continue with the next turn of the conversation are
   *     rejected; null for no. Absent from JSON where it is null, for the same reason
   * @param maximumWaits traces that say "Wait" more often are rejected
   */
  public record QualitySettings(
      int minimumPromptWords,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer minimumResponseWords,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean rejectOverrun,
      int maximumWaits)
      implements Serializable {

    /** The filters of the authors' earlier recipe: more than three words, at most 47 "Wait". */
    public static final QualitySettings DEFAULT = new QualitySettings(4, null, null, 47);
  }
}
