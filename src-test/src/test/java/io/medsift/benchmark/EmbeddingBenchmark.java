package io.medsift.benchmark;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.medsift.SharedData;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.embedding.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * CPU time of the encoder, beside LangChain4j's own on the same texts and model. It is that of the
 * whole process, since LangChain4j spreads over threads.
 */
final class EmbeddingBenchmark implements Benchmark {
  private static final int ROUNDS = 3;
  private static final int MOST_CALLERS = 2;
  private static final int EVERY = 15;
  private static final List<String> SOURCES =
      List.of(
          "alpacare_outputs",
          "chatdoctor5k",
          "gpteacher",
          "medquad",
          "mmlupro_Mixtral_8x7B_Instruct_v0_1");

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    List<String> texts = texts();
    WordPieceTokenizer tokenizer = WordPieceTokenizer.load(ModelSource.miniLm());
    long tokens = texts.stream().mapToLong(text -> tokenizer.encode(text).length).sum();
    AllMiniLmL6V2EmbeddingModel reference = new AllMiniLmL6V2EmbeddingModel();
    List<Figure> figures = new ArrayList<>();
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      for (int callers = 1; callers <= MOST_CALLERS; callers++) {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          ours[round] = microseconds(encoder::encode, texts, callers) / tokens;
          theirs[round] = microseconds(reference::embed, texts, callers) / tokens;
        }
        String what =
            "embedding, mean %d tokens, %d at once".formatted(tokens / texts.size(), callers);
        figures.add(Figure.of(what, median(ours), "CPU us/token"));
        figures.add(Figure.of(what + ", langchain4j", median(theirs), "CPU us/token"));
        figures.add(Figure.atLeast(2.2, what + ", ratio", median(theirs) / median(ours), "times"));
      }
    }
    return figures;
  }

  /** Not the fastest round: how long LangChain4j's threads spin while they wait is part of it. */
  private static double median(double[] rounds) {
    return Arrays.stream(rounds).sorted().toArray()[rounds.length / 2];
  }

  private static List<String> texts() {
    SharedData data = SharedData.required();
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
    return texts;
  }

  /** CPU time of one pass over the texts, shared among the callers. */
  private static double microseconds(Consumer<String> work, List<String> texts, int callers)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      long start = CpuTime.ofProcess();
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller;
        running.add(
            pool.submit(
                () -> {
                  for (int i = first; i < texts.size(); i += callers) {
                    work.accept(texts.get(i));
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      return (CpuTime.ofProcess() - start) / 1e3;
    } finally {
      pool.shutdown();
    }
  }
}
