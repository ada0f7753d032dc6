package io.medsift.benchmark;

import io.medsift.ingest.FileProgress;
import io.medsift.ingest.Ingest;
import io.medsift.ingest.Ingest.IngestListener;
import io.medsift.ingest.IngestSettings;
import io.medsift.ingest.RowSampling;
import io.medsift.ingest.SampleSink;
import io.medsift.ingest.TopicChoice;
import io.medsift.ingest.UnmappedRows;
import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import io.medsift.recipe.RecipeLoader;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import io.medsift.sample.Sample;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Rows of a Parquet file into samples as they would go to Kafka, by processor time of the whole
 * process. The file is made first: rows of 2,000 characters that hardly compress, in row groups of
 * 100,000 rows. Arguments: rows (1,000,000), and a directory in which the file is kept.
 */
final class IngestBenchmark implements Benchmark {
  private static final int ROWS_IN_A_GROUP = 100_000;
  private static final String LETTERS =
      "etaoinshrdlucmfwypvbgkqjxz0123456789ETAOINSHRDLUCMFWYPVBGK ,.;";

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    int rows = arguments.isEmpty() ? 1_000_000 : Integer.parseInt(arguments.get(0));
    Path folder =
        arguments.size() > 1
            ? Files.createDirectories(Path.of(arguments.get(1)))
            : Files.createTempDirectory("ingest-benchmark-");
    Path path = folder.resolve("rows-" + rows + ".parquet");
    if (!Files.exists(path)) {
      generate(path, rows);
    }
    try {
      return measure(RowFiles.find(List.of(path.toString())).get(0), rows, folder);
    } finally {
      if (arguments.size() < 2) {
        Files.delete(path);
        Files.delete(folder);
      }
    }
  }

  private static List<Figure> measure(RowFile file, int rows, Path folder) throws Exception {
    String size = "%,d rows, %,d MB".formatted(rows, file.size() / 1_000_000);
    long start = CpuTime.ofProcess();
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      while (reader.next() != null) {
        // Reading is what is measured.
      }
    }
    long read = CpuTime.ofProcess();
    Nowhere sink = new Nowhere();
    ingest(file, sink, folder);
    long ingested = CpuTime.ofProcess();
    if (sink.samples != rows) {
      throw new IllegalStateException(sink.samples + " samples of " + rows + " rows");
    }
    return List.of(
        Figure.of("read, " + size, rows * 1e9 / (read - start), "rows/s/core"),
        Figure.atLeast(
            20_000, "read and map, " + size, rows * 1e9 / (ingested - read), "rows/s/core"),
        Figure.of("samples written", sink.bytes / 1e6, "MB"),
        Figure.of("highest resident memory of the process", highestResidentMegabytes(), "MB"));
  }

  private static void ingest(RowFile file, SampleSink sink, Path folder) throws Exception {
    IngestSettings settings =
        new IngestSettings(
            Sources.named("medical-r1-distill"),
            SourceSettings.NONE,
            new TopicChoice(RecipeLoader.load("recommended"), null),
            null,
            RowLimits.DEFAULT,
            1 << 20,
            RowSampling.ALL,
            Long.MAX_VALUE,
            IngestSettings.COMMIT_ROWS,
            IngestSettings.COMMIT_INTERVAL);
    try (UnmappedRows unmapped = new UnmappedRows(folder.resolve("unmapped.jsonl"))) {
      new Ingest(settings, sink, unmapped, IngestListener.NONE).run(List.of(file));
    }
  }

  private static void generate(Path path, int rows) throws IOException {
    ParquetSettings settings =
        new ParquetSettings(
            CompressionCodecName.SNAPPY, 4L << 30, ROWS_IN_A_GROUP, 1 << 20, true, Map.of());
    Random random = new Random(5);
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message row {
              optional binary question (STRING);
              optional binary reasoning (STRING);
              optional binary response (STRING);
            }
            """);
    ParquetRowWriter.Fields<List<String>> texts =
        (row, out) -> {
          for (int i = 0; i < row.size(); i++) {
            String column = schema.getFieldName(i);
            out.startField(column, i);
            out.addBinary(Binary.fromString(row.get(i)));
            out.endField(column, i);
          }
        };
    try (ParquetRowWriter<List<String>> writer =
        ParquetRowWriter.create(path, schema, texts, settings)) {
      for (int i = 0; i < rows; i++) {
        writer.write(List.of(text(random, 400), text(random, 1_000), text(random, 600)));
      }
    }
  }

  private static String text(Random random, int length) {
    char[] text = new char[length];
    for (int i = 0; i < length; i += 5) {
      int bits = random.nextInt();
      for (int j = i; j < Math.min(length, i + 5); j++) {
        text[j] = LETTERS.charAt((bits & 63) % LETTERS.length());
        bits >>>= 6;
      }
    }
    return new String(text);
  }

  private static double highestResidentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
      }
    }
    return Double.NaN;
  }

  /** Counts what would be sent. */
  private static final class Nowhere implements SampleSink {
    private long samples;
    private long bytes;

    @Override
    public void write(String topic, ReadRow row, Sample sample, byte[] json) {
      samples++;
      bytes += json.length;
    }

    @Override
    public void commit(FileProgress progress) {}

    @Override
    public void close() {}
  }
}
