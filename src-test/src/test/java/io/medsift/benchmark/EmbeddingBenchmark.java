package io.medsift.benchmark;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.medsift.SharedData;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.embedding.WordPieceTokenizer;
import java.util.ArrayList;
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
  private static final int CALLERS = 2;
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
    double ours = Double.MAX_VALUE;
    double theirs = Double.MAX_VALUE;
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      for (int round = 0; round < ROUNDS; round++) {
        ours = Math.min(ours, microseconds(encoder::encode, texts) / tokens);
        theirs = Math.min(theirs, microseconds(reference::embed, texts) / tokens);
      }
    }
    List<Figure> figures = new ArrayList<>();
    String what = "embedding, mean %,d tokens".formatted(tokens / texts.size());
    figures.add(Figure.of(what, ours, "CPU us/token"));
    figures.add(Figure.of(what + ", langchain4j", theirs, "CPU us/token"));
    figures.add(Figure.atLeast(2.2, "embedding, langchain4j to ours", theirs / ours, "times"));
    return figures;
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
  private static double microseconds(Consumer<String> work, List<String> texts) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      long start = CpuTime.ofProcess();
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        running.add(
            pool.submit(
                () -> {
                  for (int i = first; i < texts.size(); i += CALLERS) {
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
