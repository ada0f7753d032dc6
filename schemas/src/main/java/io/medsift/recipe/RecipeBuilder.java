package io.medsift.recipe;

import io.medsift.codec.SampleLimits;
import io.medsift.recipe.Recipe.AnnotateSettings;
import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.recipe.Recipe.GenerateSettings;
import io.medsift.recipe.Recipe.JudgeSettings;
import io.medsift.recipe.Recipe.QualitySettings;
import io.medsift.verdict.RecipeStamp;
import java.util.List;
import java.util.Map;

/** Builds a recipe; the settings are the components of {@link Recipe}. */
public final class RecipeBuilder {
  private RecipeStamp stamp;
  private String description;
  private SampleLimits limits = SampleLimits.DEFAULT;
  private List<DecontaminationStep> decontaminate = List.of();
  private DomainSettings domain;
  private JudgeSettings judge;
  private DeduplicationSettings deduplicate = DeduplicationSettings.DEFAULT;
  private QualitySettings quality = QualitySettings.DEFAULT;
  private PromptSettings prompts = PromptSettings.DEFAULT;
  private PassRateSettings passRate = PassRateSettings.DEFAULT;
  private SelectSettings select = SelectSettings.DEFAULT;
  private BalanceSettings balance = BalanceSettings.DEFAULT;
  private Models models = Models.NONE;
  private AnnotateSettings annotate = AnnotateSettings.DEFAULT;
  private GenerateSettings generate = GenerateSettings.DEFAULT;
  private EvolveSettings evolve = EvolveSettings.DEFAULT;
  private Map<String, Track> tracks = Map.of();

  RecipeBuilder(RecipeStamp stamp) {
    this.stamp = stamp;
  }

  RecipeBuilder(Recipe recipe) {
    stamp = recipe.stamp();
    description = recipe.description();
    limits = recipe.limits();
    decontaminate = recipe.decontaminate();
    domain = recipe.domain();
    judge = recipe.judge();
    deduplicate = recipe.deduplicate();
    quality = recipe.quality();
    prompts = recipe.prompts();
    passRate = recipe.passRate();
    select = recipe.select();
    balance = recipe.balance();
    models = recipe.models();
    annotate = recipe.annotate();
    generate = recipe.generate();
    evolve = recipe.evolve();
    tracks = recipe.tracks();
  }

  /** Names the recipe. */
  public RecipeBuilder stamp(RecipeStamp value) {
    stamp = value;
    return this;
  }

  /** Sets the description. */
  public RecipeBuilder description(String value) {
    description = value;
    return this;
  }

  /** Bounds of a record. */
  public RecipeBuilder limits(SampleLimits value) {
    limits = value;
    return this;
  }

  /** Rules in the order in which they run. */
  public RecipeBuilder decontaminate(List<DecontaminationStep> value) {
    decontaminate = value;
    return this;
  }

  /** The domain gate; null for none. */
  public RecipeBuilder domain(DomainSettings value) {
    domain = value;
    return this;
  }

  /** The judge gate; null for none. */
  public RecipeBuilder judge(JudgeSettings value) {
    judge = value;
    return this;
  }

  /** The deduplication gate. */
  public RecipeBuilder deduplicate(DeduplicationSettings value) {
    deduplicate = value;
    return this;
  }

  /** The quality gate. */
  public RecipeBuilder quality(QualitySettings value) {
    quality = value;
    return this;
  }

  /** When the responses to a prompt are complete. */
  public RecipeBuilder prompts(PromptSettings value) {
    prompts = value;
    return this;
  }

  /** The gate pass_rate. */
  public RecipeBuilder passRate(PassRateSettings value) {
    passRate = value;
    return this;
  }

  /** The gate select. */
  public RecipeBuilder select(SelectSettings value) {
    select = value;
    return this;
  }

  /** The gate balance. */
  public RecipeBuilder balance(BalanceSettings value) {
    balance = value;
    return this;
  }

  /** Models that the jobs before curation ask. */
  public RecipeBuilder models(Models value) {
    models = value;
    return this;
  }

  /** The annotation job. */
  public RecipeBuilder annotate(AnnotateSettings value) {
    annotate = value;
    return this;
  }

  /** The generation job. */
  public RecipeBuilder generate(GenerateSettings value) {
    generate = value;
    return this;
  }

  /** The evolution job. */
  public RecipeBuilder evolve(EvolveSettings value) {
    evolve = value;
    return this;
  }

  /** Track name to its gates. */
  public RecipeBuilder tracks(Map<String, Track> value) {
    tracks = value;
    return this;
  }

  /** The recipe. */
  public Recipe build() {
    return new Recipe(
        stamp,
        description,
        limits,
        decontaminate,
        domain,
        judge,
        deduplicate,
        quality,
        prompts,
        passRate,
        select,
        balance,
        models,
        annotate,
        generate,
        evolve,
        tracks);
  }
}
