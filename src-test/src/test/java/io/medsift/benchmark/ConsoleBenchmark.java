package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.console.index.Facet;
import io.medsift.console.index.StreamIndex;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.pages.NowPage;
import io.medsift.console.pages.VerdictsPage;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.Reply;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.html.Html;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The index and the pages of 'console' over synthetic verdicts: prompts of 40 words and responses
 * of 120, of a vocabulary of 20,000 words whose frequencies fall as in language. What they are
 * counted by is drawn for each of them alone.
 *
 * <p>Arguments: how many verdicts, 1,000,000 where none is given; a directory that keeps the index,
 * so that pages can be measured again without reading the rows again.
 */
final class ConsoleBenchmark implements Benchmark {
  private static final int VOCABULARY = 20_000;
  private static final int SOURCES = 12;
  private static final int CLUSTERS = 2_000;
  private static final int ROUNDS = 40;
  private static final double TARGET_MILLIS = 300;
  private static final Reason[] REASONS = {
    Reason.SHARED_NGRAM, Reason.WRONG_ANSWER, Reason.LOW_SCORE, Reason.OFF_DOMAIN
  };

  private final Random random = new Random(7);

  @Override
  public String name() {
    return "console";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    int verdicts = arguments.isEmpty() ? 1_000_000 : Integer.parseInt(arguments.get(0));
    boolean kept = arguments.size() > 1;
    Path directory =
        kept ? Path.of(arguments.get(1)) : Files.createTempDirectory("console").toAbsolutePath();
    List<Figure> figures = new ArrayList<>();
    try (StreamIndex index = StreamIndex.open(directory, "made-up")) {
      if (index.rows() != verdicts) {
        write(index, verdicts, figures);
      }
      figures.add(
          Figure.of("console: index, bytes a verdict", (double) size(directory) / verdicts, "B"));
      pages(index, figures);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      figures.add(
          Figure.of(
              "console: heap in use after a full collection",
              (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
              "MiB"));
    } finally {
      if (!kept) {
        WholeJobBenchmark.delete(directory);
      }
    }
    return figures;
  }

  private void write(StreamIndex index, int verdicts, List<Figure> figures) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long busy = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < verdicts; i++) {
      OutputTopic output = i % 2 == 0 ? OutputTopic.ACCEPTED : OutputTopic.REJECTED;
      DecidedRow row = DecidedRow.read(output, row(i), "made-up");
      index.add(new RowLocation(output, 0, i), row, 1_700_000_000_000L + i);
      if (i % 100_000 == 0) {
        index.refresh();
        System.err.printf("%,d of %,d verdicts%n", i, verdicts);
      }
    }
    index.commit();
    index.refresh();
    // Without the threads that merge.
    figures.add(
        Figure.of(
            "console: rows made, read and indexed in a second of CPU time",
            verdicts / ((threads.getCurrentThreadCpuTime() - busy) / 1e9),
            "rows/s"));
  }

  private static void pages(StreamIndex index, List<Figure> figures) throws Exception {
    VerdictStream stream = new Indexed(index);
    Page list = new VerdictsPage(stream);
    Map<String, Map<String, String>> asked = new LinkedHashMap<>();
    asked.put("list of all", Map.of());
    asked.put("list by gate and source", Map.of("gate", "verify", "source", "source-3"));
    asked.put("list by score", Map.of("max_score", "3"));
    asked.put("search for a frequent word", Map.of("q", word(3)));
    asked.put("search for two words", Map.of("q", word(40) + " " + word(200)));
    asked.put("search for a rare word", Map.of("q", word(15_000)));
    asked.put("search for a phrase", Map.of("q", "\"" + word(1) + " " + word(2) + "\""));
    for (Map.Entry<String, Map<String, String>> each : asked.entrySet()) {
      PageRequest request = new PageRequest("/verdicts", each.getValue(), Map.of(), "");
      times("console: " + each.getKey(), () -> write(list.get(request)), figures);
    }
    times(
        "console: counts of all dimensions",
        () ->
            index.look(
                view -> {
                  var matches = view.matches(VerdictFilter.ALL);
                  for (Facet dimension : Facet.values()) {
                    matches.counts(dimension);
                  }
                  return matches.total();
                }),
        figures);
    // A new page each time: one keeps its figures for two seconds.
    times(
        "console: page Now",
        () -> write(new NowPage(stream).get(new PageRequest("/", Map.of(), Map.of(), ""))),
        figures);
  }

  private static String write(Reply reply) {
    Reply.Document document = (Reply.Document) reply;
    Html html = Html.fragment();
    if (document.live() != null) {
      document.live().write(html);
    }
    document.content().write(html);
    return html.content();
  }

  private interface Asked {
    Object answer() throws Exception;
  }

  private static void times(String what, Asked asked, List<Figure> figures) throws Exception {
    double[] millis = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      long busy = threads.getCurrentThreadCpuTime();
      asked.answer();
      cpu[i] = (threads.getCurrentThreadCpuTime() - busy) / 1e6;
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    Arrays.sort(cpu);
    figures.add(Figure.of(what + ", p50", millis[ROUNDS / 2], "ms"));
    figures.add(Figure.atMost(TARGET_MILLIS, what + ", p95", millis[ROUNDS * 95 / 100], "ms"));
    figures.add(Figure.of(what + ", max", millis[ROUNDS - 1], "ms"));
    // What it would take on a machine that does nothing else.
    figures.add(Figure.of(what + ", p95 of the CPU time", cpu[ROUNDS * 95 / 100], "ms"));
  }

  private byte[] row(int i) {
    boolean accepted = i % 2 == 0;
    byte[] sample =
        "{\"id\":\"s%d\",\"source\":\"source-%d\",\"track\":\"track-%d\",\"prompt\":\"%s\",\"response\":\"%s\"}"
            .formatted(i, random.nextInt(SOURCES), random.nextInt(5), words(40), words(120))
            .getBytes(UTF_8);
    Reason reason = accepted ? null : REASONS[random.nextInt(REASONS.length)];
    int cluster = random.nextInt(CLUSTERS);
    Evidence evidence =
        accepted
            ? null
            : switch (reason.gate()) {
              case DECONTAMINATE ->
                  new LeakEvidence.SharedNgram(
                      "set-" + random.nextInt(9), "7", "item", "some words", 1);
              case JUDGE -> new Evidence.Score(random.nextInt(8), 8, "judge", "v1");
              default -> new Evidence.Answer("A", "B", "boxed", "A", null);
            };
    return RowCodec.rejected(
        sample,
        new Verdict(
            accepted ? Decision.ACCEPTED : Decision.REJECTED,
            accepted ? null : reason.gate(),
            reason,
            evidence,
            List.of(
                new Evidence.Domain(cluster, "label-" + cluster % 20, 1, 1, List.of(), null, null)),
            new RecipeStamp("made-up", "0123456789abcdef"),
            Map.of(),
            new Position("samples", 0, i),
            1_700_000_000_000L + i,
            false,
            false));
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(word((int) Math.pow(VOCABULARY, random.nextDouble()))).append(' ');
    }
    return words.toString();
  }

  private static String word(int rank) {
    return Integer.toString(rank * 7_919, 26).replaceAll("\\d", "z") + "q" + rank;
  }

  private static long size(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  /** A stream that is an index and nothing else. */
  private record Indexed(StreamIndex index) implements VerdictStream {
    @Override
    public String subject() {
      return "made-up verdicts";
    }

    @Override
    public Optional<CurationTopics> topics() {
      return Optional.empty();
    }

    @Override
    public Progress progress() {
      return new Progress(true, 0, "", null);
    }

    @Override
    public <T> T read(Reading<T> reading) {
      throw new UnsupportedOperationException("there are no rows");
    }

    @Override
    public void close() {}
  }
}
