package io.medsift.export;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.codec.SampleWriter;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Accepted rows as the job writes them, made up. */
final class CuratedFile {
  static final RecipeStamp RECIPE = new RecipeStamp("recommended", "0123456789abcdef");
  private static final int PARTITIONS = 3;
  private static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);

  private final List<byte[]> rows = new ArrayList<>();

  static CuratedFile of(int rows, String track) throws Exception {
    return of(rows, track, track);
  }

  /** Samples at the same positions as all others of the track, of another name. */
  static CuratedFile of(int rows, String track, String name) throws Exception {
    CuratedFile file = new CuratedFile();
    for (int i = 0; i < rows; i++) {
      file.rows.add(row(i, track, name));
    }
    return file;
  }

  /** One row, of this sample. */
  static CuratedFile of(Sample sample) throws Exception {
    CuratedFile file = new CuratedFile();
    byte[] json = SampleWriter.write(sample);
    file.rows.add(RowCodec.accepted(json, PARSER.parse(json), verdict(0, sample.track())));
    return file;
  }

  /** Rows with 0, 1, 2 ... correct ones of eight verified responses, and two that are not. */
  static CuratedFile withPassRates(int rows, String track, String name) throws Exception {
    CuratedFile file = new CuratedFile();
    for (int i = 0; i < rows; i++) {
      PromptCounts counts = new PromptCounts(i, 8 - i, 0, 0, 2);
      Evidence.PassRate found =
          new Evidence.PassRate("key", counts, counts.passRate(), 0, 1, true, null);
      byte[] json = sample(i, track, name).getBytes(StandardCharsets.UTF_8);
      Verdict verdict = verdict(1_000 + i, track, List.of(found));
      file.rows.add(RowCodec.accepted(json, PARSER.parse(json), verdict));
    }
    return file;
  }

  /** The same rows in another order. */
  CuratedFile shuffled() {
    CuratedFile file = new CuratedFile();
    file.rows.addAll(rows);
    Collections.shuffle(file.rows, new Random(7));
    return file;
  }

  CuratedFile and(CuratedFile other) {
    CuratedFile file = new CuratedFile();
    file.rows.addAll(rows);
    file.rows.addAll(other.rows);
    return file;
  }

  Path write(Path file) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] row : rows) {
      lines.write(row);
      lines.write('\n');
    }
    return Files.write(file, lines.toByteArray());
  }

  private static byte[] row(int index, String track, String name) throws Exception {
    byte[] json = sample(index, track, name).getBytes(StandardCharsets.UTF_8);
    return RowCodec.accepted(json, PARSER.parse(json), verdict(index, track));
  }

  private static String sample(int index, String track, String name) {
    return """
    {"id": "%s-%d", "source": "made/up", "source_row": "medqa-%d", "track": "%s",
     "prompt": "Which of these is number %d?\\nA. One\\nB. Two", "response": "It is \\\\boxed{B}",
     "reasoning": "Count: 一二.", "options": {"A": "One", "B": "Two"}, "license": "%s",
     "reference": {"kind": "letter", "value": "B"}, "upstream_source": "medqa", "label": "B"}\
    """
        .formatted(name, index, index, track, index, index % 2 == 0 ? "MIT" : "cc-by-nc-4.0");
  }

  /** The hash of the prompt of the sample with this index, whatever its track. */
  static String prompt(int index) throws Exception {
    return PromptHash.of(PARSER.parse(sample(index, "t", "n").getBytes(StandardCharsets.UTF_8)));
  }

  private static Verdict verdict(int index, String track) {
    return verdict(index, track, List.of());
  }

  private static Verdict verdict(int index, String track, List<Evidence> findings) {
    long offset = index / PARTITIONS;
    // Every fifth timestamp steps back, as a broker's clock may.
    long timestamp = 1_000L + index - (index % 5 == 0 ? 4 : 0);
    return new Verdict(
        Decision.ACCEPTED,
        null,
        null,
        null,
        findings,
        RECIPE,
        Map.of("benchmarks", "ff"),
        new Position("samples-" + track, index % PARTITIONS, offset),
        timestamp,
        false,
        false);
  }
}
