package io.medsift.benchmark;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.embedding.BatchEncoder;
import io.medsift.embedding.EncoderError;
import io.medsift.embedding.EncoderVectors;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.OnnxSentenceEncoder;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far the vectors of two machines, or of two ways to run the encoder, lie apart, and what a
 * verdict may see of it.
 *
 * <p>Without arguments, the encoder's packed graph against the one of the file on this machine: one
 * prompt at a time, in batches, with more threads and not optimised. {@code --save FILE} keeps the
 * vectors of this machine; {@code --compare FILE} computes the texts of such a file again, or takes
 * them from another with {@code --with FILE}, and compares the two; {@code --prompts N} takes about
 * so many.
 */
final class EncoderErrorBenchmark implements Benchmark {
  private static final String COMPARE = "--compare";
  private static final String WITH = "--with";
  private static final String SAVE = "--save";
  private static final String COUNT = "--prompts";
  private static final List<String> OPTIONS = List.of(COMPARE, WITH, SAVE, COUNT);
  private static final String PROMPTS = "1000";
  private static final int MANY_CLUSTERS = 2_000;

  @Override
  public String name() {
    return "encoder-error";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    Map<String, String> options = options(arguments);
    EncoderVectors other = read(options.get(COMPARE));
    EncoderVectors own = read(options.get(WITH));
    if (own == null) {
      try (SentenceEncoder encoder = OnnxSentenceEncoder.open(ModelSource.miniLm())) {
        List<String> texts =
            other == null
                ? prompts(Integer.parseInt(options.getOrDefault(COUNT, PROMPTS)))
                : other.texts();
        own = EncoderVectors.of(machine(), encoder, texts);
      }
    }
    if (options.containsKey(SAVE)) {
      own.write(Path.of(options.get(SAVE)));
    }
    if (other != null) {
      return difference(other, own);
    }
    return options.containsKey(SAVE)
        ? List.of(Figure.of("vectors saved, " + own.machine(), own.texts().size(), ""))
        : variants(own);
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!OPTIONS.contains(option) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "'%s' is no option with a value; there are %s".formatted(option, OPTIONS));
      }
      options.put(option, arguments.get(i + 1));
    }
    if (options.containsKey(WITH) && !options.containsKey(COMPARE)) {
      throw new IllegalArgumentException(WITH + " needs " + COMPARE);
    }
    return options;
  }

  private static EncoderVectors read(String file) throws IOException {
    if (file == null) {
      return null;
    }
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      return EncoderVectors.read(stream);
    }
  }

  private static List<Figure> difference(EncoderVectors left, EncoderVectors right)
      throws IOException {
    if (!left.model().equals(right.model()) || !left.texts().equals(right.texts())) {
      throw new IllegalArgumentException(
          "not of the same model and texts: %s of %d texts, %s of %d texts"
              .formatted(left.model(), left.texts().size(), right.model(), right.texts().size()));
    }
    System.out.printf("left:  %s%nright: %s%n", left.machine(), right.machine());
    return difference("left / right", left.vectors(), right.vectors());
  }

  private static List<Figure> variants(EncoderVectors own) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (BatchEncoder batches = new BatchEncoder(ModelSource.miniLm(), 1, OptLevel.ALL_OPT)) {
      for (int size : new int[] {1, 4, 16, 64}) {
        figures.addAll(
            difference(
                "packed / batches of " + size, own.vectors(), batches.encode(own.texts(), size)));
      }
    }
    try (BatchEncoder threads = new BatchEncoder(ModelSource.miniLm(), 2, OptLevel.ALL_OPT)) {
      figures.addAll(
          difference("packed / 2 threads", own.vectors(), threads.encode(own.texts(), 1)));
    }
    try (BatchEncoder plain = new BatchEncoder(ModelSource.miniLm(), 1, OptLevel.NO_OPT)) {
      figures.addAll(
          difference("packed / not optimised", own.vectors(), plain.encode(own.texts(), 1)));
    }
    return figures;
  }

  /** What a verdict may see of the difference between two lists of vectors of the same texts. */
  private static List<Figure> difference(String pair, List<float[]> left, List<float[]> right)
      throws IOException {
    int texts = left.size();
    double[] distances = new double[texts];
    double[] others = new double[texts];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < texts; i++) {
      distances[i] = EncoderVectors.distance(left.get(i), right.get(i));
      for (int other = 0; other < 64; other++) {
        float[] vector = left.get(random.nextInt(texts));
        others[i] =
            Math.max(
                others[i],
                Math.abs(Vectors.dot(left.get(i), vector) - Vectors.dot(right.get(i), vector)));
      }
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(
            pair + ": other bits",
            (int)
                IntStream.range(0, texts)
                    .filter(i -> !Arrays.equals(left.get(i), right.get(i)))
                    .count(),
            "of " + texts));
    figures.addAll(quantiles(pair + ": distance", distances).subList(0, 2));
    figures.add(
        Figure.atMost(
            EncoderError.BOUND,
            pair + ": distance, highest",
            Arrays.stream(distances).max().orElseThrow(),
            ""));
    figures.addAll(quantiles(pair + ": similarity to 64 prompts", others));
    figures.addAll(clusters(pair + ": k = 64", shipped(), left, right));
    List<Integer> order = new ArrayList<>(IntStream.range(0, texts).boxed().toList());
    Collections.shuffle(order, new Random(7));
    int many = Math.min(MANY_CLUSTERS, texts / 2);
    List<float[]> centroids = order.subList(0, many).stream().map(left::get).toList();
    List<Integer> rest = order.subList(many, texts);
    figures.addAll(
        clusters(
            pair + ": k = " + many,
            centroids,
            rest.stream().map(left::get).toList(),
            rest.stream().map(right::get).toList()));
    return figures;
  }

  private static List<Figure> clusters(
      String what, List<float[]> centroids, List<float[]> left, List<float[]> right) {
    double[] similarities = new double[left.size()];
    double[] margins = new double[left.size()];
    boolean[] changed = new boolean[left.size()];
    double[] narrow = new double[left.size()];
    IntStream.range(0, left.size())
        .parallel()
        .forEach(
            i -> {
              double[] first =
                  centroids.stream().mapToDouble(c -> Vectors.dot(left.get(i), c)).toArray();
              double[] second =
                  centroids.stream().mapToDouble(c -> Vectors.dot(right.get(i), c)).toArray();
              int best = best(first, -1);
              int next = best(first, best);
              changed[i] = best(second, -1) != best;
              narrow[i] = first[best] - first[next];
              margins[i] = Math.abs(narrow[i] - (second[best] - second[next]));
              for (int c = 0; c < first.length; c++) {
                similarities[i] = Math.max(similarities[i], Math.abs(first[c] - second[c]));
              }
            });
    List<Figure> figures = new ArrayList<>();
    figures.addAll(quantiles(what + ", similarity", similarities));
    figures.addAll(quantiles(what + ", margin of the best two", margins));
    figures.add(
        Figure.of(what + ", narrowest margin", Arrays.stream(narrow).min().orElseThrow(), ""));
    figures.add(
        Figure.of(
            what + ", another cluster",
            (int) IntStream.range(0, changed.length).filter(i -> changed[i]).count(),
            "of " + changed.length));
    return figures;
  }

  private static int best(double[] similarities, int except) {
    int best = -1;
    for (int i = 0; i < similarities.length; i++) {
      if (i != except && (best < 0 || similarities[i] > similarities[best])) {
        best = i;
      }
    }
    return best;
  }

  private static List<Figure> quantiles(String what, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return List.of(
        Figure.of(what + ", half", sorted[sorted.length / 2], ""),
        Figure.of(what + ", 99 %", sorted[(int) (sorted.length * 0.99)], ""),
        Figure.of(what + ", highest", sorted[sorted.length - 1], ""));
  }

  /** The centroids that ship with the product. */
  private static List<float[]> shipped() throws IOException {
    try (InputStream stream =
        EncoderErrorBenchmark.class.getResourceAsStream("/demo/centroids/centroids.f32")) {
      byte[] bytes = stream.readAllBytes();
      float[] flat = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(flat);
      int dimension = 384;
      return IntStream.range(0, flat.length / dimension)
          .mapToObj(i -> Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension))
          .toList();
    }
  }

  private static String machine() throws IOException {
    Path cpu = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpu)) {
      return System.getProperty("os.arch");
    }
    List<String> lines = Files.readAllLines(cpu);
    String name =
        lines.stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    List<String> flags =
        lines.stream()
            .filter(line -> line.startsWith("flags"))
            .limit(1)
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .filter(List.of("avx", "fma", "avx2", "avx512f", "avx512_vnni")::contains)
            .toList();
    return name + " " + flags;
  }

  private static List<String> prompts(int count) {
    SharedData data = SharedData.required();
    List<String> files =
        List.of(
            "train/alpacare_outputs",
            "train/chatdoctor5k",
            "train/codealpaca",
            "train/emollm_zh",
            "train/flan_cot",
            "train/gpteacher",
            "train/gsm8k_train",
            "train/huatuo_llama_zh",
            "train/medquad",
            "train/mirage_medical_predictions",
            "train/mmlupro_Mixtral_8x7B_Instruct_v0_1",
            "train/star1_r1",
            "eval/apollo_xmedbench",
            "eval/medmcqa_dev",
            "eval/medqa_test_4opt",
            "eval/medxpertqa_text_sampled",
            "eval/pubmedqa_pqal");
    Set<String> prompts = new LinkedHashSet<>();
    for (String file : files) {
      List<JsonNode> rows = data.rows(file);
      int wanted = Math.min(rows.size(), count / files.size() + 1);
      for (int i = 0; i < wanted; i++) {
        JsonNode row = rows.get((int) ((long) i * rows.size() / wanted));
        prompts.add(row.path("prompt").asText(row.path("question").asText()));
      }
    }
    return List.copyOf(prompts);
  }
}
