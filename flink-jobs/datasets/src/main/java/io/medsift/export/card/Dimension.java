package io.medsift.export.card;

import io.medsift.codec.PublishedRow;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.EquivalenceAnnotation;
import io.medsift.sample.JudgeAnnotation;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What rows are counted by; a row has none, one or several values of each. */
public enum Dimension {
  SOURCES,
  LICENSES,
  GENERATORS,
  LABELS,
  /** Labels of the prompts' clusters. */
  DOMAINS,
  /** By script: see {@link Language}. */
  LANGUAGES,
  /** Scores of the judge, rounded down. */
  JUDGE_SCORES,
  REASONS,
  /** Evaluation sets whose items rejected prompts repeat. */
  EVALUATION_SETS,
  /** Role and name of each model that was asked about a sample, as the sample says. */
  MODELS,
  RECIPES,
  ARTIFACTS;

  /** Stands for a value that a row lacks. */
  public static final String NONE = "(none)";

  List<String> values(PublishedRow row) {
    return switch (this) {
      case SOURCES -> List.of(row.sample().source());
      case LICENSES -> orNone(row.sample().license());
      case GENERATORS -> orNone(row.columns().model());
      case LABELS -> optional(row.sample().label());
      case DOMAINS -> domains(row.verdict());
      case LANGUAGES -> List.of(Language.of(row.columns().question()).code());
      case JUDGE_SCORES -> scores(row.sample().annotations().judge());
      case REASONS -> reasons(row.verdict());
      case EVALUATION_SETS -> evaluationSets(row.verdict().evidence());
      case MODELS -> models(row.sample());
      case RECIPES -> List.of(name(row.verdict().recipe()));
      case ARTIFACTS -> artifacts(row.verdict());
    };
  }

  /** The key in {@code statistics.json}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> orNone(String value) {
    return List.of(value == null ? NONE : value);
  }

  private static List<String> optional(String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> scores(JudgeAnnotation judge) {
    return judge == null ? List.of() : List.of(Long.toString((long) Math.floor(judge.score())));
  }

  private static List<String> reasons(Verdict verdict) {
    return verdict.reason() == null ? List.of() : List.of(verdict.reason().name());
  }

  private static List<String> evaluationSets(Evidence evidence) {
    if (evidence instanceof Evidence.SharedNgram shared) {
      return optional(shared.benchmark());
    } else if (evidence instanceof Evidence.FuzzyMatch match) {
      return optional(match.benchmark());
    } else if (evidence instanceof Evidence.Containment containment) {
      return optional(containment.benchmark());
    }
    return List.of();
  }

  private static List<String> models(Sample sample) {
    List<String> roles = new ArrayList<>();
    JudgeAnnotation judge = sample.annotations().judge();
    EquivalenceAnnotation equivalence = sample.annotations().equivalence();
    if (sample.generation() != null) {
      roles.add(asked(ModelRole.GENERATOR, sample.generator()));
    }
    if (judge != null) {
      roles.add(asked(ModelRole.JUDGE, judge.model()));
    }
    if (equivalence != null) {
      roles.add(asked(ModelRole.EQUIVALENCE, equivalence.model()));
    }
    return roles;
  }

  /** The value of {@link #MODELS} for a model in a role. */
  public static String asked(ModelRole role, String model) {
    return role.wireName() + " " + (model == null ? NONE : model);
  }

  private static String name(RecipeStamp recipe) {
    return recipe.name() + " " + recipe.hash();
  }

  private static List<String> domains(Verdict verdict) {
    Set<String> labels = new LinkedHashSet<>();
    verdict.findings().forEach(finding -> addLabel(finding, labels));
    addLabel(verdict.evidence(), labels);
    return List.copyOf(labels);
  }

  private static void addLabel(Evidence finding, Set<String> labels) {
    if (finding instanceof Evidence.Domain domain) {
      labels.add(domain.label());
    }
  }

  private static List<String> artifacts(Verdict verdict) {
    List<String> artifacts = new ArrayList<>();
    verdict.artifacts().forEach((name, fingerprint) -> artifacts.add(name + " " + fingerprint));
    return artifacts;
  }
}
