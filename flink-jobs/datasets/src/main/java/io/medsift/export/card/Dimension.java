package io.medsift.export.card;

import io.medsift.codec.PublishedRow;
import io.medsift.recipe.ModelRole;
import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Annotations.LeakAnnotation;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Dimension by which rows are counted; a row has none, one or several values of each. */
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
    if (evidence instanceof LeakEvidence item) {
      return optional(item.benchmark());
    }
    return List.of();
  }

  private static List<String> models(Sample sample) {
    List<String> roles = new ArrayList<>();
    JudgeAnnotation judge = sample.annotations().judge();
    EquivalenceAnnotation equivalence = sample.annotations().equivalence();
    LeakAnnotation leak = sample.annotations().leak();
    if (sample.generation() != null) {
      roles.add(asked(ModelRole.GENERATOR, sample.generator()));
    }
    if (judge != null) {
      roles.add(asked(ModelRole.JUDGE, judge.model()));
    }
    if (equivalence != null) {
      roles.add(asked(ModelRole.EQUIVALENCE, equivalence.model()));
    }
    if (leak != null && !leak.items().isEmpty()) {
      roles.add(asked(ModelRole.LEAK, leak.model()));
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

  /**
   * The language of a text, guessed from its letters: Chinese if a fifth of them are Han, Japanese
   * if that is with Kana, Korean if a fifth are Hangul; else English where there are Latin letters.
   */
  public enum Language {
    EN,
    ZH,
    JA,
    KO,
    /** Has no letter of these scripts. */
    UND;

    private static final int SHARE = 5;

    /** The code of the language by ISO 639. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the language of a text. */
    public static Language of(String text) {
      int han = 0;
      int kana = 0;
      int hangul = 0;
      int latin = 0;
      for (int i = 0; i < text.length(); ) {
        int letter = text.codePointAt(i);
        i += Character.charCount(letter);
        if (isLatin(letter)) {
          latin++;
        } else if (isHan(letter)) {
          han++;
        } else if (isBetween(letter, 0x3041, 0x30FF)) {
          kana++;
        } else if (isBetween(letter, 0xAC00, 0xD7A3)) {
          hangul++;
        }
      }
      int letters = han + kana + hangul + latin;
      if (letters == 0) {
        return UND;
      }
      if (SHARE * hangul >= letters) {
        return KO;
      }
      if (SHARE * (han + kana) >= letters) {
        return 10 * kana >= han + kana ? JA : ZH;
      }
      return EN;
    }

    private static boolean isLatin(int letter) {
      return isBetween(letter, 'A', 'Z')
          || isBetween(letter, 'a', 'z')
          || isBetween(letter, 0xC0, 0x24F);
    }

    private static boolean isHan(int letter) {
      return isBetween(letter, 0x4E00, 0x9FFF)
          || isBetween(letter, 0x3400, 0x4DBF)
          || isBetween(letter, 0x20000, 0x2FA1F);
    }

    private static boolean isBetween(int letter, int first, int last) {
      return letter >= first && letter <= last;
    }
  }
}
