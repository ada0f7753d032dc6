package io.medsift.curation;

import io.medsift.curation.balance.BalanceFunction;
import io.medsift.curation.balance.BalanceSplitFunction;
import io.medsift.curation.balance.QuotaDecision;
import io.medsift.curation.balance.QuotaOperator;
import io.medsift.curation.decontaminate.DecontaminateFunction;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.deduplicate.BandsOperator;
import io.medsift.curation.deduplicate.BandsOperator.Candidates;
import io.medsift.curation.deduplicate.CompareOperator;
import io.medsift.curation.deduplicate.CopiesOperator;
import io.medsift.curation.deduplicate.CopiesOperator.SampleBands;
import io.medsift.curation.deduplicate.DeduplicationPlan;
import io.medsift.curation.deduplicate.DuplicatePair;
import io.medsift.curation.deduplicate.HoldOperator;
import io.medsift.curation.deduplicate.HoldOperator.CompareRequest;
import io.medsift.curation.deduplicate.HoldOperator.ShingleSet;
import io.medsift.curation.deduplicate.ResolverOperator;
import io.medsift.curation.deduplicate.ResolverOperator.RejectedSample;
import io.medsift.curation.deduplicate.SampleSignature;
import io.medsift.curation.deduplicate.Shards;
import io.medsift.curation.deduplicate.SignFunction;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.curation.deduplicate.VerdictOperator;
import io.medsift.curation.domain.DomainOperator;
import io.medsift.curation.domain.DomainPlan;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.gate.PromptResponse;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.judge.JudgeFunction;
import io.medsift.curation.prompts.PromptsFunction;
import io.medsift.curation.prompts.SplitFunction;
import io.medsift.curation.quality.QualityFunction;
import io.medsift.curation.read.ParseFunction;
import io.medsift.curation.read.RankOperator;
import io.medsift.curation.read.RankedRecord;
import io.medsift.curation.verify.VerifyFunction;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The curation job from end to end. Tests run this same method between connectors of their own. */
public final class CurationTopology {
  private CurationTopology() {}

  /** Adds the stages to {@code env}. */
  public static void define(
      StreamExecutionEnvironment env, CurationConnectors connectors, CurationSettings settings) {
    Recipe recipe = settings.recipe();
    CurationArtifacts artifacts = CurationArtifacts.of(settings);
    VerdictWriter writer =
        new VerdictWriter(settings.topics().samples(), recipe, artifacts.fingerprints())
            .after(settings.earlier());

    DataStream<RankedRecord> ranked =
        read(
            env,
            connectors.source(),
            connectors.sourceParallelism(),
            settings.sourceUid(),
            new RankOperator(settings.topics().samples(), settings.lost()));
    Map<String, DataStream<OutputRecord>> decided = new LinkedHashMap<>();
    DataStream<ParsedSample> clean =
        passFirstGates(ranked, recipe, artifacts.decontamination(), writer, decided);
    SignedSamples signed = passOtherGates(clean, settings, artifacts, writer, decided);
    SingleOutputStreamOperator<OutputRecord> deduplicated =
        deduplicate(signed, artifacts.deduplication(), recipe.tracks(), writer);
    decided.put("decide", deduplicated);

    DataStream<OutputRecord> rows =
        recipe.groupsResponses()
            ? byPrompt(decided, new PromptsFunction(recipe, writer))
            : union(decided.values());
    DataStream<OutputRecord> all =
        recipe.runs(Gate.BALANCE) ? balance(rows, recipe, artifacts.domain(), writer) : rows;
    (settings.earlier().isEmpty() ? all : withoutThoseOfAnotherRun(all))
        .sinkTo(connectors.sink())
        .name("write")
        .uid(settings.sinkUid());
  }

  /** Adds the source and the ranks of its records. */
  public static SingleOutputStreamOperator<RankedRecord> read(
      StreamExecutionEnvironment env,
      Source<LogRecord, ?, ?> source,
      int parallelism,
      String uid,
      RankOperator ranks) {
    return env.fromSource(source, WatermarkStrategy.forMonotonousTimestamps(), "read")
        .setParallelism(parallelism)
        .uid(uid)
        .transform("rank", TypeInformation.of(RankedRecord.class), ranks)
        .setParallelism(parallelism)
        .uid("rank");
  }

  /** Adds the stages up to decontamination; what they decide joins {@code decided}. */
  public static DataStream<ParsedSample> passFirstGates(
      DataStream<RankedRecord> ranked,
      Recipe recipe,
      DecontaminationPlan plan,
      VerdictWriter writer,
      Map<String, DataStream<OutputRecord>> decided) {
    SingleOutputStreamOperator<ParsedSample> parsed =
        ranked.process(new ParseFunction(recipe, writer)).name("parse").uid("parse");
    decided.put("parse", parsed.getSideOutput(GateFunction.DECIDED));
    return gate(
        "decontaminate", new DecontaminateFunction(plan, recipe.tracks(), writer), parsed, decided);
  }

  /** Samples that wait for deduplication, and the signatures of the same samples. */
  public record SignedSamples(
      DataStream<SignedSample> samples, DataStream<SampleSignature> signatures) {
    /** Returns the output of one stage. */
    public static SignedSamples of(SingleOutputStreamOperator<SignedSample> stage) {
      return new SignedSamples(stage, stage.getSideOutput(SampleSignature.OUTPUT));
    }

    /** Returns the union of both. */
    public SignedSamples union(SignedSamples others) {
      return new SignedSamples(samples.union(others.samples), signatures.union(others.signatures));
    }
  }

  /**
   * Adds the stages from decontamination to deduplication; what they decide joins {@code decided}.
   */
  public static SignedSamples passOtherGates(
      DataStream<ParsedSample> clean,
      CurationSettings settings,
      CurationArtifacts artifacts,
      VerdictWriter writer,
      Map<String, DataStream<OutputRecord>> decided) {
    Recipe recipe = settings.recipe();
    DeduplicationPlan plan = artifacts.deduplication();
    DataStream<ParsedSample> verified =
        gate("verify", new VerifyFunction(recipe.tracks(), writer), clean, decided);
    DataStream<ParsedSample> whole =
        gate(
            "quality",
            new QualityFunction(recipe.quality(), recipe.tracks(), writer),
            verified,
            decided);
    DataStream<ParsedSample> judged =
        gate(
            "judge",
            new JudgeFunction(settings.minimumScore(), recipe.tracks(), writer),
            whole,
            decided);
    SingleOutputStreamOperator<SignedSample> signed =
        judged.process(new SignFunction(plan, recipe.tracks(), writer)).name("sign").uid("sign");
    decided.put("sign", signed.getSideOutput(GateFunction.DECIDED));
    SingleOutputStreamOperator<SignedSample> onDomain =
        signed
            .getSideOutput(SignFunction.FOR_DOMAIN)
            .keyBy(SignedSample::promptKey, Types.STRING)
            .transform(
                "domain",
                TypeInformation.of(SignedSample.class),
                new DomainOperator(artifacts.domain(), recipe.tracks(), plan.shards(), writer))
            .uid("domain");
    decided.put("domain", onDomain.getSideOutput(GateFunction.DECIDED));
    return SignedSamples.of(signed).union(SignedSamples.of(onDomain));
  }

  /** Adds the stages of deduplication, and returns a row for each sample. */
  public static SingleOutputStreamOperator<OutputRecord> deduplicate(
      SignedSamples signed,
      DeduplicationPlan plan,
      Map<String, Track> tracks,
      VerdictWriter writer) {
    Shards shards = plan.shards();
    SingleOutputStreamOperator<SampleBands> firsts =
        signed
            .signatures()
            .keyBy(SampleSignature::shard, Types.INT)
            .transform(
                "find copies", TypeInformation.of(SampleBands.class), new CopiesOperator(plan))
            .uid("find-copies");
    SingleOutputStreamOperator<Candidates> candidates =
        firsts
            .keyBy(SampleBands::shard, Types.INT)
            .transform("find pairs", TypeInformation.of(Candidates.class), new BandsOperator(plan))
            .uid("find-pairs");
    SingleOutputStreamOperator<SignedSample> held =
        signed
            .samples()
            .keyBy(sample -> shards.keyOf(sample), Types.INT)
            .connect(candidates.keyBy(Candidates::shard, Types.INT))
            .transform("hold", TypeInformation.of(SignedSample.class), new HoldOperator(plan))
            .uid("hold");
    SingleOutputStreamOperator<DuplicatePair> pairs =
        inPlace(held.getSideOutput(HoldOperator.SETS), ShingleSet::shard)
            .connect(
                held.getSideOutput(HoldOperator.REQUESTS).keyBy(CompareRequest::shard, Types.INT))
            .transform(
                "compare", TypeInformation.of(DuplicatePair.class), new CompareOperator(plan))
            .uid("compare");
    SingleOutputStreamOperator<RejectedSample> rejected =
        pairs
            .union(firsts.getSideOutput(CopiesOperator.COPIES))
            .keyBy(pair -> ResolverOperator.ONLY_SHARD, Types.INT)
            .transform(
                "resolve", TypeInformation.of(RejectedSample.class), new ResolverOperator(plan))
            .setParallelism(1)
            .uid("resolve");
    return inPlace(held, sample -> shards.keyOf(sample))
        .connect(rejected.keyBy(RejectedSample::shard, Types.INT))
        .transform(
            "decide",
            TypeInformation.of(OutputRecord.class),
            new VerdictOperator(plan, tracks, writer))
        .uid("decide");
  }

  /** Adds the gates that look at all responses to a prompt, behind all others. */
  private static DataStream<OutputRecord> byPrompt(
      Map<String, DataStream<OutputRecord>> decided, PromptsFunction gates) {
    List<DataStream<OutputRecord>> rows = new ArrayList<>();
    List<DataStream<PromptResponse>> responses = new ArrayList<>();
    for (Map.Entry<String, DataStream<OutputRecord>> stage : decided.entrySet()) {
      SingleOutputStreamOperator<OutputRecord> split =
          stage
              .getValue()
              .process(new SplitFunction())
              .name("responses of " + stage.getKey())
              .uid("responses-of-" + stage.getKey());
      rows.add(split);
      responses.add(split.getSideOutput(SplitFunction.RESPONSES));
    }
    rows.add(
        union(responses)
            .keyBy(PromptResponse::key, Types.STRING)
            .process(gates)
            .name("decide prompts")
            .uid("decide-prompts"));
    return union(rows);
  }

  /** Adds the gate that counts samples, behind all others. */
  private static DataStream<OutputRecord> balance(
      DataStream<OutputRecord> rows, Recipe recipe, DomainPlan domain, VerdictWriter writer) {
    SingleOutputStreamOperator<OutputRecord> split =
        rows.process(new BalanceSplitFunction())
            .name("samples to balance")
            .uid("samples-to-balance");
    SingleOutputStreamOperator<QuotaDecision> decisions =
        split
            .getSideOutput(BalanceSplitFunction.REQUESTS)
            .keyBy(sample -> QuotaOperator.ONLY_KEY, Types.INT)
            .transform(
                "count quotas",
                TypeInformation.of(QuotaDecision.class),
                new QuotaOperator(
                    recipe.balance(), domain == null ? null : domain.versions().centroids()))
            .setParallelism(1)
            .uid("count-quotas");
    return split.union(
        split
            .getSideOutput(BalanceSplitFunction.SAMPLES)
            .keyBy(sample -> BalanceFunction.key(sample.envelope().rank().position()), Types.STRING)
            .connect(
                decisions.keyBy(decision -> BalanceFunction.key(decision.sample()), Types.STRING))
            .process(new BalanceFunction(recipe.tracks(), writer))
            .name("balance")
            .uid("balance"));
  }

  private static DataStream<OutputRecord> withoutThoseOfAnotherRun(DataStream<OutputRecord> rows) {
    return rows.filter(row -> row.kind() != OutputRecord.Kind.OF_ANOTHER_RUN)
        .name("rows of this run")
        .uid("rows-of-this-run");
  }

  private static <T> DataStream<T> union(Collection<DataStream<T>> streams) {
    return streams.stream().reduce(DataStream::union).orElseThrow();
  }

  /** Adds a gate; what it decides joins {@code decided}, and the samples that pass are returned. */
  private static DataStream<ParsedSample> gate(
      String name,
      GateFunction gate,
      DataStream<ParsedSample> samples,
      Map<String, DataStream<OutputRecord>> decided) {
    SingleOutputStreamOperator<ParsedSample> passed = samples.process(gate).name(name).uid(name);
    decided.put(name, passed.getSideOutput(GateFunction.DECIDED));
    return passed;
  }

  /** Keys a stream that is already partitioned by that key, so that records stay where they are. */
  private static <T> KeyedStream<T, Integer> inPlace(
      DataStream<T> stream, KeySelector<T, Integer> shard) {
    return DataStreamUtils.reinterpretAsKeyedStream(stream, shard, Types.INT);
  }
}
