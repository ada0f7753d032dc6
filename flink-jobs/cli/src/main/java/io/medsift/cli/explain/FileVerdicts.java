package io.medsift.cli.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.cli.output.OutputDirectory;
import io.medsift.cli.output.OutputTopic;
import io.medsift.rows.RecordReader;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The results of 'run' in a directory. Each look-up passes over the files once and parses only rows
 * that hold the bytes looked for, so it goes as fast as files are read.
 */
final class FileVerdicts implements VerdictSource {
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Path directory;
  private long rows;

  FileVerdicts(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<Decided> byId(String id) throws IOException {
    // An id may be written as it is, or with escapes; no common writer escapes more than it must.
    String quoted = ASCII.writeValueAsString(id);
    List<byte[]> spellings =
        List.of(id.getBytes(UTF_8), quoted.substring(1, quoted.length() - 1).getBytes(UTF_8));
    List<Decided> found = new ArrayList<>();
    scan(
        spellings,
        decided -> decided instanceof Decided.Curated curated && curated.id().equals(id),
        found);
    found.sort(
        Comparator.comparingInt((Decided each) -> each.position().partition())
            .thenComparingLong(each -> each.position().offset()));
    return found;
  }

  @Override
  public List<Decided> at(Position position) throws IOException {
    byte[] written =
        "\"position\":{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d}"
            .formatted(position.topic(), position.partition(), position.offset())
            .getBytes(UTF_8);
    List<Decided> found = new ArrayList<>();
    scan(List.of(written), decided -> decided.position().equals(position), found);
    return found;
  }

  /** None: it would take another pass over the files. */
  @Override
  public List<String> withSource(String id) {
    return List.of();
  }

  private void scan(List<byte[]> spellings, Predicate<Decided> wanted, List<Decided> found)
      throws IOException {
    rows = 0;
    for (OutputTopic output : OutputTopic.values()) {
      Path file = output.in(directory);
      try (RecordReader lines = OutputDirectory.rows(file)) {
        while (lines.next()) {
          rows++;
          byte[] line = lines.bytes();
          if (spellings.stream().anyMatch(spelling -> contains(line, spelling))) {
            Decided row = RowReader.read(output, line, file + " line " + lines.number());
            if (wanted.test(row)) {
              found.add(row);
            }
          }
        }
      }
    }
  }

  private static boolean contains(byte[] line, byte[] wanted) {
    if (wanted.length == 0) {
      return true;
    }
    byte first = wanted[0];
    for (int i = 0; i <= line.length - wanted.length; i++) {
      if (line[i] == first && matches(line, i, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] line, int at, byte[] wanted) {
    for (int i = 1; i < wanted.length; i++) {
      if (line[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long searched() {
    return rows;
  }

  @Override
  public String about(Position position) {
    return "";
  }

  @Override
  public void close() {}
}
