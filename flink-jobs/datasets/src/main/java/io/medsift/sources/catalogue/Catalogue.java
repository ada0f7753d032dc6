package io.medsift.sources.catalogue;

import io.medsift.sources.Source;
import java.util.List;

/** All sources, in the order of the published groups, then the layouts of users' own files. */
public final class Catalogue {
  private Catalogue() {}

  /** Reads the cards of all sources. */
  public static List<Source> sources() {
    return List.of(
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
  }
}
