package io.medsift.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes {@code deploy/demo}. The same facts and templates give the same bytes. */
public final class DemoData {
  private static final long SEED = 20;

  private DemoData() {}

  /** Writes the files into the directory given, or else into {@code deploy/demo}. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments.length == 0 ? "deploy/demo" : arguments[0]);
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** Path in the directory to content. */
  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("samples.jsonl", text(samples().stream().map(Line::raw).toList()));
    for (String set : EvaluationItem.SETS) {
      List<byte[]> rows =
          EvaluationItem.of(set).stream()
              .map(item -> item.row().toString().getBytes(UTF_8))
              .toList();
      files.put("benchmarks/" + set + ".jsonl", text(rows));
    }
    files.put(
        "centroid-prompts.jsonl",
        text(DomainPrompts.rows().stream().map(row -> row.toString().getBytes(UTF_8)).toList()));
    return files;
  }

  /** The samples, mixed, each copy somewhere behind its original. */
  static List<Line> samples() {
    List<Line> lines = new ArrayList<>(SyntheticQuestions.lines());
    lines.addAll(OpenQuestions.lines());
    lines.addAll(ReasoningTraces.lines());
    lines.addAll(Instructions.lines());
    lines.addAll(ReinforcementPrompts.lines());
    lines.addAll(Copies.lines(lines));
    lines.addAll(Leaks.lines());
    lines.addAll(MalformedLines.lines());
    return mixed(lines);
  }

  private static List<Line> mixed(List<Line> lines) {
    Random random = new Random(SEED);
    List<Line> mixed =
        new ArrayList<>(lines.stream().filter(line -> line.after() == null).toList());
    Collections.shuffle(mixed, random);
    for (Line line : lines) {
      if (line.after() != null) {
        int first = 1 + position(mixed, line.after());
        mixed.add(first + random.nextInt(mixed.size() - first + 1), line);
      }
    }
    return mixed;
  }

  private static int position(List<Line> lines, String id) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no line has the id " + id);
  }

  private static byte[] text(List<byte[]> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      out.writeBytes(line);
      out.write('\n');
    }
    return out.toByteArray();
  }
}
