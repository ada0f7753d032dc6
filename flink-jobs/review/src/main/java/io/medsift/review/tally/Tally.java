package io.medsift.review.tally;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.export.card.LicenseTerms;
import io.medsift.export.contamination.ContaminationCounts;
import io.medsift.review.evidence.Example;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.review.rows.ResultRows;
import io.medsift.rows.RecordReader;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The figures and examples of a run, read from its results. */
public final class Tally {
  private static final int EXAMPLES = 3;
  private static final int MAX_TRACKS = 1_000;
  private static final int MAX_NAMES = 20_000;
  private static final String NO_SET = "(no name)";

  private final TrackTally all = new TrackTally();
  private final NamedTallies<TrackTally> tracks = new NamedTallies<>(MAX_TRACKS, TrackTally::new);
  private final NamedTallies<TrackTally> sources = new NamedTallies<>(MAX_NAMES, TrackTally::new);
  private final NamedTallies<TrackTally> licenses = new NamedTallies<>(MAX_NAMES, TrackTally::new);
  private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
  private final Map<Reason, Reservoir<Example>> examples = new EnumMap<>(Reason.class);
  private final SortedMap<String, Long> benchmarks = new TreeMap<>();
  private final ContaminationCounts contamination = new ContaminationCounts();
  private final Histogram similarities = new Histogram();
  private final ClusterTally clusters = new ClusterTally();
  private final DeadLetterTally deadLetters = new DeadLetterTally();
  private final PassRateTally passRates = new PassRateTally();
  private final GeneratorTally generators = new GeneratorTally();
  private final SortedMap<String, String> artifacts = new TreeMap<>();
  private final Map<Position, Example> kept = new HashMap<>();
  private RecipeStamp recipe;
  private long late;
  private long repeated;

  private Tally() {}

  /** Reads the results in {@code directory}, and {@code accepted} twice. */
  public static Tally read(Path directory) throws IOException {
    Tally tally = new Tally();
    eachRow(OutputTopic.ACCEPTED.in(directory), tally::add);
    eachRow(OutputTopic.REJECTED.in(directory), tally::add);
    eachLine(
        OutputTopic.DEAD_LETTERS.in(directory),
        line -> tally.deadLetters.add(RowCodec.readDeadLetter(line)));
    Path prompts = PromptRows.in(directory);
    if (Files.exists(prompts)) {
      eachLine(prompts, line -> tally.passRates.add(RowCodec.readPromptDecision(line)));
    }
    tally.findKept(OutputTopic.ACCEPTED.in(directory));
    return tally;
  }

  @FunctionalInterface
  private interface LineConsumer {
    void accept(byte[] line) throws IOException;
  }

  private static void eachRow(Path file, Consumer<CuratedRow> consumer) throws IOException {
    eachLine(file, line -> consumer.accept(RowCodec.readRow(line)));
  }

  private static void eachLine(Path file, LineConsumer consumer) throws IOException {
    try (RecordReader lines = ResultRows.open(file)) {
      while (lines.next()) {
        consumer.accept(lines.bytes());
      }
    }
  }

  private void add(CuratedRow row) {
    Verdict verdict = row.verdict();
    count(all, verdict);
    contamination.add(
        verdict, Example.text(row.sample(), "track"), Example.text(row.sample(), "source"));
    count(tracks.of(Example.text(row.sample(), "track")), verdict);
    count(sources.of(Example.text(row.sample(), "source")), verdict);
    count(licenses.of(license(row.sample())), verdict);
    if (verdict.decision() == Decision.REJECTED) {
      addRejection(row);
    }
    generators.add(row.sample(), verdict.decision() == Decision.ACCEPTED);
    verdict.findings().forEach(finding -> addDomain(finding, row));
    recipe = verdict.recipe();
    artifacts.putAll(verdict.artifacts());
    late += verdict.late() ? 1 : 0;
    repeated += verdict.repeated() ? 1 : 0;
  }

  private static String license(ObjectNode sample) {
    String name = Example.text(sample, "license");
    return name.isBlank() ? "" : LicenseTerms.of(name).id();
  }

  private static void count(TrackTally tally, Verdict verdict) {
    if (verdict.decision() == Decision.ACCEPTED) {
      tally.accept();
    } else {
      tally.reject(verdict.reason().gate());
    }
  }

  private void addRejection(CuratedRow row) {
    Verdict verdict = row.verdict();
    reasons.merge(verdict.reason(), 1L, Long::sum);
    examples
        .computeIfAbsent(verdict.reason(), reason -> new Reservoir<>(EXAMPLES))
        .offer(() -> Example.of(row.sample(), verdict));
    addDomain(verdict.evidence(), row);
    if (verdict.evidence() instanceof LeakEvidence item) {
      addBenchmark(item.benchmark());
    } else if (verdict.reason() == Reason.NEAR_DUPLICATE
        && verdict.evidence() instanceof Evidence.Duplicate duplicate) {
      similarities.add(duplicate.similarity());
    }
  }

  private void addDomain(Evidence evidence, CuratedRow row) {
    if (evidence instanceof Evidence.Domain domain) {
      clusters.add(domain, Example.text(row.sample(), "prompt"));
    }
  }

  private void addBenchmark(String name) {
    benchmarks.merge(name == null ? NO_SET : name, 1L, Long::sum);
  }

  private void findKept(Path accepted) throws IOException {
    Set<Position> wanted = new HashSet<>();
    for (Reservoir<Example> reservoir : examples.values()) {
      for (Example example : reservoir.kept()) {
        if (example.verdict().evidence() instanceof Evidence.Duplicate duplicate) {
          wanted.add(duplicate.kept());
        }
      }
    }
    if (!wanted.isEmpty()) {
      eachRow(
          accepted,
          row -> {
            if (wanted.contains(row.verdict().position())) {
              kept.put(row.verdict().position(), Example.of(row.sample(), row.verdict()));
            }
          });
    }
  }

  /** Returns the tally of all samples. */
  public TrackTally all() {
    return all;
  }

  /** By track. */
  public NamedTallies<TrackTally> tracks() {
    return tracks;
  }

  /** By source. */
  public NamedTallies<TrackTally> sources() {
    return sources;
  }

  /** By licence, however samples spell it; that of samples that name none is empty. */
  public NamedTallies<TrackTally> licenses() {
    return licenses;
  }

  /** Samples rejected for a reason. */
  public long rejected(Reason reason) {
    return reasons.getOrDefault(reason, 0L);
  }

  /** Returns examples of samples that were rejected for a reason. */
  public List<Example> examples(Reason reason) {
    Reservoir<Example> reservoir = examples.get(reason);
    return reservoir == null ? List.of() : reservoir.kept();
  }

  /** The accepted sample at a position, if an example names it; else null. */
  public Example kept(Position position) {
    return kept.get(position);
  }

  /** What was compared with evaluation sets, and what repeated an item. */
  public ContaminationCounts contamination() {
    return contamination;
  }

  /** Rejections by the evaluation set that was found in the prompt. */
  public SortedMap<String, Long> benchmarks() {
    return Collections.unmodifiableSortedMap(benchmarks);
  }

  /** Similarities of near-duplicates to the samples that were kept. */
  public Histogram similarities() {
    return similarities;
  }

  /** The prompt clusters. */
  public ClusterTally clusters() {
    return clusters;
  }

  /** Returns the tally of dead letters. */
  public DeadLetterTally deadLetters() {
    return deadLetters;
  }

  /** The responses that generation jobs wrote. */
  public GeneratorTally generators() {
    return generators;
  }

  /** Pass rates of prompts; empty where no gate looked at all responses to one. */
  public PassRateTally passRates() {
    return passRates;
  }

  /** Artifact name to its fingerprint. */
  public SortedMap<String, String> artifacts() {
    return Collections.unmodifiableSortedMap(artifacts);
  }

  /** The recipe that decided; null if nothing was decided. */
  public RecipeStamp recipe() {
    return recipe;
  }

  /** Samples that arrived behind the watermark. */
  public long late() {
    return late;
  }

  /** Samples that had been decided before. */
  public long repeated() {
    return repeated;
  }

  /** Returns the number of samples and dead letters. */
  public long records() {
    return all.samples() + deadLetters.total();
  }
}
