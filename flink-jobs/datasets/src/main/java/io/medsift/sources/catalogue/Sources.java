package io.medsift.sources.catalogue;

import io.medsift.recipe.NearestName;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources that Medsift knows, in the order of the published groups; last the layouts of users'
 * own files.
 */
public final class Sources {
  private static final List<Source> ALL =
      List.of(
          MappedSource.of(
              "generalthought-medical",
              GeneralThought::medical,
              GeneralThought.TASK,
              GeneralThought.TRACE),
          MappedSource.of("medical-r1-distill", MedicalR1Distill::samples, MedicalR1Distill.KEYS),
          MappedSource.of(
              "medical-r1-distill-chinese", MedicalR1Distill::samples, MedicalR1Distill.KEYS),
          MappedSource.of("m23k", M23k::samples, M23k.OPTIONS),
          new MedMcqa(),
          MappedSource.of("medqa", MedQa::samples, MedQa.LAYOUT),
          MappedSource.of("pubmedqa", PubMedQa::samples, PubMedQa.CONTEXT, PubMedQa.CONFIGURATION),
          MappedSource.of("medreason", MedReason::prompts, MedReason.ANSWER),
          MappedSource.of("medreason-rl", MedReason::reinforcement, MedReason.ANSWER_OR_LABEL),
          MappedSource.of("synthetic-1", Synthetic1::raw),
          MappedSource.of("synthetic-1-sft", Synthetic1::fineTuning),
          MappedSource.of("generalthought-r1", GeneralThought::tracesOfR1, GeneralThought.MODELS),
          MappedSource.of("am-deepseek-r1", AmDistilled::deepSeekR1, InfoTurns.TRACE),
          MappedSource.of("openthoughts2", OpenThoughts2::samples, OpenThoughts2.ID),
          MappedSource.of(
              "llama-nemotron-science",
              LlamaNemotron::science,
              LlamaNemotron.INPUT,
              LlamaNemotron.MODELS),
          MappedSource.of("dolphin-r1-deepseek", DolphinR1::deepSeek, DolphinR1.MODEL),
          MappedSource.of("dolphin-r1-flash", DolphinR1::flash, DolphinR1.MODEL),
          MappedSource.of("dolphin-r1-nonreasoning", DolphinR1::withoutReasoning),
          MappedSource.of("r1-distill-sft-v0", R1DistillSft::v0),
          MappedSource.of("r1-distill-sft-v1", R1DistillSft::v1),
          MappedSource.of("apollo-book", Apollo::samples, Apollo.TURNS),
          MappedSource.of("apollo-patient", Apollo::samples, Apollo.TURNS),
          MappedSource.of("apollo-guideline", Apollo::samples, Apollo.TURNS),
          MappedSource.of("chatdoctor", InstructionSource::chatDoctor),
          MappedSource.of("evol-instruct", InstructionSource::evolved, InstructionSource.FORM),
          MappedSource.of("am-qwen3-if", AmDistilled::qwen3, InfoTurns.TRACE),
          OwnColumns.columns(),
          OwnColumns.messages(),
          OwnColumns.shareGpt(),
          OwnColumns.alpaca());

  private Sources() {}

  /** Returns all sources. */
  public static List<Source> all() {
    return ALL;
  }

  /** Returns the names of all sources. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Source source : ALL) {
      names.add(source.card().name());
    }
    return names;
  }

  /**
   * Returns the source of that name.
   *
   * @throws IllegalArgumentException if there is none; the message says which was likely meant
   */
  public static Source named(String name) {
    for (Source source : ALL) {
      if (source.card().name().equals(name)) {
        return source;
      }
    }
    throw NearestName.unknown("there is no source", name, names());
  }

  /** A source whose rows are mapped one by one with known columns. */
  record MappedSource(SourceCard card, List<ReadingOption> readings, Mapping mapping)
      implements Source {

    /** Samples of a row. */
    @FunctionalInterface
    interface Mapping {
      List<Sample> samples(SourceRow row) throws UnmappableRowException;
    }

    static Source of(String name, Mapping mapping, ReadingOption... readings) {
      return new MappedSource(SourceCard.named(name), List.of(readings), mapping);
    }

    @Override
    public List<Sample> samples(SourceRow row) throws UnmappableRowException {
      return mapping.samples(row);
    }
  }

  /** Models that wrote whole datasets, whose rows therefore do not name them. */
  static final class Generators {
    static final String R1 = "DeepSeek-R1";
    static final String R1_DISTILL_QWEN_32B = "DeepSeek-R1-Distill-Qwen-32B";
    static final String GEMINI_FLASH_THINKING = "Gemini-2.0-Flash-Thinking";

    private Generators() {}
  }
}
