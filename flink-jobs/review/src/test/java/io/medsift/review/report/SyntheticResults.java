package io.medsift.review.report;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.RowCodec;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.review.tally.DeadLetterTally;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Results of a run that never took place, over all reasons, written as the job writes them. */
final class SyntheticResults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecipeStamp RECIPE = new RecipeStamp("recommended", "5f0c2a9be17d4c83");
  private static final List<Reason> REASONS = List.of(Reason.values());
  private static final List<String> KEEP = List.of("Medical", "Biology");
  private static final List<String> LABELS =
      List.of("Medical", "Medical", "Biology", "Mathematics", "Chemistry", "Programming", "Law");
  private static final List<String> SETS =
      List.of("medqa_test", "medmcqa_dev", "mmlu_medical", "pubmedqa", "medxpertqa");
  private static final String VIGNETTE =
      "A 54-year-old gardener comes to the clinic with three weeks of swelling in both ankles and"
          + " foamy urine. He takes naproxen on most days for knee pain. His blood pressure is"
          + " 152/94 mmHg. Which of the following is the most likely finding on renal biopsy?";
  private static final String RESPONSE =
      "The patient has the triad of oedema, heavy proteinuria and hypertension while taking a"
          + " non-steroidal anti-inflammatory drug every day. That points to a nephrotic syndrome."
          + " In adults the drug is linked to minimal change disease and to membranous"
          + " nephropathy; at this age the second is more frequent. Light microscopy shows a"
          + " thickened basement membrane without more cells, and silver stain shows spikes."
          + " The answer is therefore \\boxed{B}.";

  private final Path directory;
  private final SplittableRandom random = new SplittableRandom(7);
  private long offset;

  SyntheticResults(Path directory) {
    this.directory = directory;
  }

  /** The facts of such a run. */
  static RunFacts facts(long lines) {
    return new RunFacts(
        "0.1.0",
        List.of("synthetic_qa.jsonl.gz", "general_instruct.jsonl"),
        lines,
        List.of("3 blank lines are no records."),
        Map.of(
            "synthetic_qa",
            EnumSet.complementOf(EnumSet.of(Gate.JUDGE, Gate.DOMAIN)),
            "public_medical",
            EnumSet.complementOf(EnumSet.of(Gate.VERIFY, Gate.JUDGE, Gate.DOMAIN)),
            "r1_trace",
            EnumSet.complementOf(EnumSet.of(Gate.VERIFY, Gate.JUDGE)),
            "general_instruct",
            EnumSet.complementOf(EnumSet.of(Gate.VERIFY, Gate.DOMAIN))),
        new BenchmarkIndex.Summary(
            "9d1f0c77aa2b8e51",
            SETS.stream()
                .map(set -> new BenchmarkIndex.Summary.SetSize(set, 1_273, "ab", List.of()))
                .toList()),
        new ContaminationStatement(1, "0.1.0", List.of(), lines, List.of(), List.of()),
        4,
        2,
        61.2,
        74.9,
        Instant.parse("2026-11-21T09:30:00Z"));
  }

  /** Writes the three files with about {@code samples} rows. */
  long write(int samples) throws IOException {
    Files.createDirectories(directory);
    try (OutputStream accepted = Files.newOutputStream(OutputTopic.ACCEPTED.in(directory));
        OutputStream rejected = Files.newOutputStream(OutputTopic.REJECTED.in(directory));
        OutputStream dead = Files.newOutputStream(OutputTopic.DEAD_LETTERS.in(directory))) {
      for (int i = 0; i < samples; i++) {
        double draw = random.nextDouble();
        if (draw < 0.66) {
          line(accepted, accepted());
        } else if (draw < 0.985) {
          line(rejected, rejected());
        } else {
          line(dead, deadLetter());
        }
      }
    }
    Files.write(PromptRows.in(directory), prompts(samples / 8));
    return offset;
  }

  /** Of three sources, one harder than the other; some agree on a wrong answer. */
  private static byte[] prompts(int prompts) {
    SplittableRandom random = new SplittableRandom(11);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < prompts; i++) {
      int source = random.nextInt(3);
      int correct = random.nextInt(20) == 0 ? 0 : Math.min(8, random.nextInt(6 + 3 * source));
      PromptCounts counts = new PromptCounts(correct, 8 - correct, 0, 0, 0);
      PromptDecision decision =
          new PromptDecision(
              "%032x".formatted(i),
              "%032x".formatted(i),
              "Question " + i + ": " + VIGNETTE,
              "synthetic_qa",
              List.of("medmcqa", "medqa", "pubmedqa").get(source),
              "B",
              8,
              counts,
              counts.passRate(),
              PromptDecision.Closed.COMPLETE,
              0,
              List.of(),
              correct == 8 ? List.of() : List.of(new PromptDecision.WrongAnswer("C", 8 - correct)),
              0,
              new RecipeStamp("recommended", "0123456789abcdef"),
              1);
      lines.writeBytes(RowCodec.promptDecision(decision));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static void line(OutputStream out, byte[] row) throws IOException {
    out.write(row);
    out.write('\n');
  }

  private byte[] accepted() {
    boolean domain = random.nextInt(3) == 0;
    Verdict verdict =
        verdict(
            Decision.ACCEPTED, null, null, domain ? List.of(domain(random.nextInt(3))) : List.of());
    return RowCodec.rejected(
        sample(domain ? "r1_trace" : "synthetic_qa", VIGNETTE, RESPONSE), verdict);
  }

  private byte[] rejected() {
    Reason reason = REASONS.get(random.nextInt(REASONS.size()));
    String track =
        switch (reason) {
          case OFF_DOMAIN, UNSURE_DOMAIN -> "r1_trace";
          case LOW_SCORE -> "general_instruct";
          case WRONG_ANSWER,
              UNVERIFIABLE_ANSWER,
              TRUNCATED_RESPONSE,
              LOW_PASS_RATE,
              HIGH_PASS_RATE,
              NOT_SELECTED ->
              "synthetic_qa";
          default -> random.nextBoolean() ? "public_medical" : "synthetic_qa";
        };
    Verdict verdict = verdict(Decision.REJECTED, reason, evidence(reason), List.of());
    boolean truncated = reason == Reason.TRUNCATED_RESPONSE;
    String response = truncated ? RESPONSE.substring(0, 200) : RESPONSE;
    String other = response.replace("every day", "daily").replace("points to", "suggests");
    return RowCodec.rejected(sample(track, prompt(reason), other), verdict);
  }

  private static String prompt(Reason reason) {
    return switch (reason) {
      case OFF_DOMAIN, UNSURE_DOMAIN ->
          "Prove that the sum of two odd integers is even, and say for which"
              + " commutative rings the statement still has a meaning.";
      case FUZZY_MATCH -> VIGNETTE.replace("gardener", "florist").replace("three", "four");
      case LOW_SCORE -> "医生，我最近两周总是头痛，早上更严重，需要做什么检查？";
      default -> "Answer the question below.\n\n" + VIGNETTE;
    };
  }

  private Evidence evidence(Reason reason) {
    String set = SETS.get(Math.min(random.nextInt(9), SETS.size() - 1));
    String item = format("q-%04d", random.nextInt(2_000));
    String phrase = "three weeks of swelling in both ankles and";
    return switch (reason) {
      case SHARED_NGRAM -> new LeakEvidence.SharedNgram(set, item, VIGNETTE, phrase, 1);
      case FUZZY_MATCH -> new LeakEvidence.FuzzyMatch(set, item, VIGNETTE, 94.3);
      case CONTAINS_BENCHMARK_ITEM ->
          new LeakEvidence.Containment(
              set, item, VIGNETTE.replace("knee", "back"), 0.91, "foamy urine. He takes", 2);
      case SEMANTIC_MATCH ->
          new LeakEvidence.SemanticMatch(set, item, VIGNETTE, 0.93, 0.9, null, "prompt", null);
      case WRONG_ANSWER ->
          new Evidence.Answer("B", "D", "boxed", "\\boxed{B}", "the reference is another option");
      case UNVERIFIABLE_ANSWER ->
          new Evidence.Answer(null, "D", null, null, "no answer stands after the reasoning");
      case TRUNCATED_RESPONSE ->
          new Evidence.Answer(null, "D", null, null, "the response has no end");
      case UNFINISHED_RESPONSE ->
          new Evidence.Quality(null, null, null, "the endpoint cut it: finish_reason length");
      case SHORT_PROMPT -> new Evidence.Quality("words of the prompt", 2, 4, "too few words");
      case SHORT_RESPONSE -> new Evidence.Quality("response words", 1, 4, "too few words");
      case OVERRUN_RESPONSE ->
          new Evidence.Quality(null, null, null, "the response continues with the next turn");
      case TOO_MANY_WAITS -> new Evidence.Quality("times Wait", 61, 47, "too many");
      case LOW_SCORE -> new Evidence.Score(5.5, 8, "judge-large", "rubric-2");
      case OFF_DOMAIN, UNSURE_DOMAIN -> domain(3 + random.nextInt(4));
      case LOW_PASS_RATE, HIGH_PASS_RATE ->
          new Evidence.PassRate(
              "0".repeat(32), new PromptCounts(8, 0, 0, 0, 0), 1.0, 0.1, 0.9, true, null);
      case NOT_SELECTED ->
          new Evidence.Selection(
              "shortest", 1, 900.0, "s-0", new Position("samples", 0, 0), 700.0, null);
      case QUOTA_REACHED ->
          new Evidence.Quota(
              "source",
              "synthetic",
              900,
              900,
              "s-0",
              new Position("samples", 0, 0),
              "s-1",
              new Position("samples", 0, 1));
      case EXACT_COPY -> new Evidence.Duplicate("s-0", new Position("samples", 0, 0), 1, null);
      case NEAR_DUPLICATE ->
          new Evidence.Duplicate(
              "s-0",
              new Position("samples", 0, 0),
              0.7 + 0.29 * Math.pow(random.nextDouble(), 1.6),
              null);
    };
  }

  private Evidence.Domain domain(int label) {
    int rank = (int) (18 * Math.pow(random.nextDouble(), 1.8));
    int cluster = rank * LABELS.size() + label;
    return new Evidence.Domain(
        cluster,
        LABELS.get(label),
        0.5 + (cluster % 6) / 10.0,
        0.61,
        KEEP,
        null,
        null,
        rank == 7 ? new Evidence.NearTie(0, LABELS.get(0), 0.61) : null);
  }

  private byte[] deadLetter() {
    Position position = position();
    int kind = random.nextInt(3);
    String raw =
        kind == 0 ? "{\"id\": \"s-9\", \"prompt\": " : "{\"id\":\"s-9\",\"track\":\"rll\"}";
    String error =
        switch (kind) {
          case 0 -> "the record is not one JSON object: unexpected end (character 25)";
          case 1 -> "the field 'prompt' is missing";
          default -> "the track 'rll' is not of the recipe; did you mean 'rl'?";
        };
    return RowCodec.deadLetter(
        new DeadLetter(
            error,
            position,
            0,
            raw,
            null,
            null,
            Map.of(DeadLetterTally.LINE_HEADER, "general_instruct.jsonl:" + position.offset())));
  }

  private Position position() {
    long line = offset++;
    return new Position("samples", (int) (line % 4), line / 4);
  }

  private Verdict verdict(
      Decision decision, Reason reason, Evidence evidence, List<Evidence> findings) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        findings,
        RECIPE,
        Map.of("benchmarks", "9d1f0c77aa2b8e51", "centroids", "c04be1d2390f6a7e"),
        position(),
        0,
        random.nextInt(400) == 0,
        false);
  }

  private byte[] sample(String track, String prompt, String response) {
    ObjectNode sample = JSON.createObjectNode();
    sample.put("id", "s-" + (offset - 1));
    sample.put("source", "synthetic/" + track);
    sample.put("track", track);
    sample.put("prompt", prompt);
    sample.put("response", response);
    return sample.toString().getBytes(UTF_8);
  }
}
