package io.medsift.embedding;

import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.medsift.SharedData;
import io.medsift.centroids.NearestCentroid;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * CPU time of the encoder, beside LangChain4j's own on the same texts and model, and of the nearest
 * of 50,000 centroids. CPU time of the whole process, so that other work on the machine and idle
 * spinning threads are told apart.
 */
final class EmbeddingBenchmark {

  private static final int ROUNDS = 3;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private EmbeddingBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    tokenizerAndEncoder(texts());
    nearest(50_000);
    System.exit(0);
  }

  private static List<String> texts() {
    SharedData data = SharedData.required();
    List<String> texts = new ArrayList<>();
    for (String source :
        List.of(
            "alpacare_outputs",
            "chatdoctor5k",
            "gpteacher",
            "medquad",
            "mmlupro_Mixtral_8x7B_Instruct_v0_1")) {
      List<String> prompts =
          data.rows("train/" + source, 600).stream()
              .map(row -> row.path("prompt").asText())
              .toList();
      for (int i = 0; i < prompts.size(); i += 15) {
        texts.add(prompts.get(i));
      }
    }
    return texts;
  }

  private static void tokenizerAndEncoder(List<String> texts) throws Exception {
    WordPieceTokenizer tokenizer = WordPieceTokenizer.load(ModelSource.miniLm());
    long tokens = texts.stream().mapToLong(text -> tokenizer.encode(text).length).sum();
    System.out.printf("%d texts, %.0f tokens each%n", texts.size(), (double) tokens / texts.size());
    AllMiniLmL6V2EmbeddingModel reference = new AllMiniLmL6V2EmbeddingModel();
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      Consumer<String> tokenize = tokenizer::encode;
      Consumer<String> ours = encoder::encode;
      Consumer<String> theirs = reference::embed;
      for (int callers = 1; callers <= 2; callers++) {
        for (int round = 0; round < ROUNDS; round++) {
          double tokenizing = microseconds(tokenize, texts, callers) / tokens;
          double encoding = microseconds(ours, texts, callers) / tokens;
          double other = microseconds(theirs, texts, callers) / tokens;
          System.out.printf(
              "%d callers: tokenizer %.2f, encoder %.0f, langchain4j %.0f CPU us/token, ratio"
                  + " %.2f%n",
              callers, tokenizing, encoding, other, other / encoding);
        }
      }
    }
  }

  /** CPU time of one pass over the texts, shared among the callers. */
  private static double microseconds(Consumer<String> work, List<String> texts, int callers)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      long start = SYSTEM.getProcessCpuTime();
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
      return (SYSTEM.getProcessCpuTime() - start) / 1e3;
    } finally {
      pool.shutdown();
    }
  }

  private static void nearest(int clusters) {
    float[] centroids = new float[clusters * 384];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < clusters; i++) {
      System.arraycopy(unit(random), 0, centroids, i * 384, 384);
    }
    float[][] queries = new float[2_048][];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = unit(random);
    }
    try (NearestCentroid nearest = new NearestCentroid(centroids, 384)) {
      for (int block : new int[] {64, 1, 8, 32, 64, 128, 2_048}) {
        int count = block == 1 ? 128 : queries.length;
        long start = SYSTEM.getProcessCpuTime();
        for (int first = 0; first + block <= count; first += block) {
          nearest.assign(Arrays.copyOfRange(queries, first, first + block));
        }
        double seconds = (SYSTEM.getProcessCpuTime() - start) / 1e9;
        System.out.printf(
            "nearest of %d, blocks of %d: %.0f samples a CPU second%n",
            clusters, block, count / seconds);
      }
    }
  }

  private static float[] unit(SplittableRandom random) {
    double[] vector = new double[384];
    for (int j = 0; j < vector.length; j++) {
      vector[j] = random.nextGaussian();
    }
    return Vectors.unit(vector);
  }
}
