package io.medsift.benchmark;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.medsift.SharedData;
import io.medsift.embedding.BatchEncoder;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.embedding.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * CPU time of the encoder on blocks of prompts as the job sends them, beside that of the graph as
 * it is: one prompt after the other, and batches of equal length, which no padding disturbs. All of
 * them take turns of some thousand tokens, since a longer turn is disturbed more often, and the
 * fastest turn of each block counts: on a busy machine only ratios say anything.
 *
 * <p>LangChain4j's own encoder runs the same texts and model. Its time is that of the whole
 * process, since it spreads over threads, and the median, since how long these spin is part of it.
 */
final class EmbeddingBenchmark implements Benchmark {
  private static final int ROUNDS = 5;
  private static final int ROUNDS_OF_PROCESS = 3;
  private static final int BLOCK = 64;
  private static final int SHORT_PROMPTS = 128;
  private static final int EVERY = 15;
  private static final int[][] EQUAL = {{16, 16}, {8, 32}, {16, 32}, {4, 64}};
  private static final int BATCHES = 8;
  private static final List<String> SOURCES =
      List.of(
          "alpacare_outputs",
          "chatdoctor5k",
          "gpteacher",
          "medquad",
          "mmlupro_Mixtral_8x7B_Instruct_v0_1");

  private final SharedData data = SharedData.required();

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    WordPieceTokenizer tokenizer = WordPieceTokenizer.load(ModelSource.miniLm());
    List<Figure> figures = new ArrayList<>();
    List<String> mixed = mixed();
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm());
        BatchEncoder given = new BatchEncoder(ModelSource.miniLm(), 1, OptLevel.ALL_OPT)) {
      Turns turns = new Turns(encoder, given, tokenizer);
      figures.addAll(turns.measure("mixed prompts", mixed, 1.35));
      figures.addAll(turns.measure("short prompts (MedMCQA)", shortPrompts(), 1.6));
      figures.addAll(besideLangChain4j(encoder, mixed, tokens(tokenizer, mixed)));
    }
    return figures;
  }

  private static long tokens(WordPieceTokenizer tokenizer, List<String> texts) {
    return texts.stream().mapToLong(text -> tokenizer.encode(text).length).sum();
  }

  private List<String> mixed() {
    List<String> texts = new ArrayList<>();
    for (String source : SOURCES) {
      List<String> prompts =
          data.rows("train/" + source, 600).stream()
              .map(row -> row.path("prompt").asText())
              .toList();
      for (int i = 0; i < prompts.size(); i += EVERY) {
        texts.add(prompts.get(i));
      }
    }
    Collections.shuffle(texts, new Random(3));
    return texts;
  }

  private List<String> shortPrompts() {
    return data.rows("eval/medmcqa_dev", SHORT_PROMPTS).stream()
        .map(row -> row.path("question").asText())
        .toList();
  }

  /** The ways to run the model, block by block in turn. */
  private record Turns(SharedEncoder encoder, BatchEncoder given, WordPieceTokenizer tokenizer) {

    List<Figure> measure(String what, List<String> texts, double target) throws OrtException {
      List<List<String>> blocks =
          IntStream.iterate(0, i -> i < texts.size(), i -> i + BLOCK)
              .mapToObj(i -> texts.subList(i, Math.min(i + BLOCK, texts.size())))
              .toList();
      List<List<String>> batches =
          Arrays.stream(EQUAL)
              .map(size -> Collections.nCopies(BATCHES * size[0], "fever ".repeat(size[1] - 2)))
              .toList();
      long[] packed = longest(blocks.size());
      long[] oneByOne = longest(blocks.size());
      long[] equal = longest(batches.size());
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < packed.length; i++) {
          List<String> block = blocks.get(i);
          packed[i] = Math.min(packed[i], time(() -> encoder.encodeAll(block)));
          oneByOne[i] = Math.min(oneByOne[i], time(() -> given.encode(block, 1)));
        }
        for (int i = 0; i < equal.length; i++) {
          List<String> batch = batches.get(i);
          int size = EQUAL[i][0];
          equal[i] = Math.min(equal[i], time(() -> given.encode(batch, size)));
        }
      }
      double tokens = 1e3 * tokens(tokenizer, texts);
      double perToken = Arrays.stream(packed).sum() / tokens;
      double alone = Arrays.stream(oneByOne).sum() / tokens;
      double best =
          IntStream.range(0, equal.length)
              .mapToDouble(i -> equal[i] / 1e3 / (BATCHES * EQUAL[i][0] * EQUAL[i][1]))
              .min()
              .orElseThrow();
      String mean = what + ", mean %d tokens".formatted(tokens(tokenizer, texts) / texts.size());
      return List.of(
          Figure.of("embedding, " + mean, perToken, "CPU us/token"),
          Figure.of("embedding, " + mean + ", one by one", alone, "CPU us/token"),
          Figure.of("embedding, best batch of equal length", best, "CPU us/token"),
          Figure.atLeast(
              target, "embedding, " + what + ", one by one / ours", alone / perToken, "x"),
          Figure.atMost(
              1.05, "embedding, " + what + ", ours / best equal batch", perToken / best, "x"));
    }

    private static long[] longest(int count) {
      long[] times = new long[count];
      Arrays.fill(times, Long.MAX_VALUE);
      return times;
    }

    private static long time(Work work) throws OrtException {
      long start = CpuTime.ofThread();
      work.run();
      return CpuTime.ofThread() - start;
    }
  }

  /** Something that runs the model on the calling thread. */
  private interface Work {
    void run() throws OrtException;
  }

  private static List<Figure> besideLangChain4j(
      SharedEncoder encoder, List<String> texts, long tokens) {
    AllMiniLmL6V2EmbeddingModel reference = new AllMiniLmL6V2EmbeddingModel();
    double[] ratios = new double[ROUNDS_OF_PROCESS];
    double[] theirs = new double[ROUNDS_OF_PROCESS];
    for (int round = 0; round < ROUNDS_OF_PROCESS; round++) {
      long start = CpuTime.ofProcess();
      for (int i = 0; i < texts.size(); i += BLOCK) {
        var unused = encoder.encodeAll(texts.subList(i, Math.min(i + BLOCK, texts.size())));
      }
      long between = CpuTime.ofProcess();
      texts.forEach(reference::embed);
      long end = CpuTime.ofProcess();
      ratios[round] = (end - between) / (double) (between - start);
      theirs[round] = (end - between) / 1e3 / tokens;
    }
    return List.of(
        Figure.of("embedding, mixed prompts, langchain4j", median(theirs), "CPU us/token"),
        Figure.atLeast(2.2, "embedding, mixed prompts, langchain4j / ours", median(ratios), "x"));
  }

  private static double median(double[] rounds) {
    return Arrays.stream(rounds).sorted().toArray()[rounds.length / 2];
  }
}
