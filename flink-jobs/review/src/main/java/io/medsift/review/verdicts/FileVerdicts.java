package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.ResultRows;
import io.medsift.review.rows.StrayRows;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The results of 'run' in a directory. Each look-up passes over the files once and parses only rows
 * that hold the bytes looked for, so it goes as fast as files are read.
 */
public final class FileVerdicts implements VerdictSource {
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Path directory;
  private StrayRows strays = new StrayRows();
  private long rows;
  private Set<String> withSource = Set.of();

  public FileVerdicts(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<Decided> byId(String id) throws IOException {
    // An id may be written as it is, or with escapes; no common writer escapes more than it must.
    String quoted = ASCII.writeValueAsString(id);
    List<byte[]> spellings =
        List.of(id.getBytes(UTF_8), quoted.substring(1, quoted.length() - 1).getBytes(UTF_8));
    List<Decided> found = new ArrayList<>();
    withSource = new TreeSet<>();
    scan(
        spellings,
        decided -> {
          String its = decided instanceof Decided.Curated curated ? curated.id() : null;
          if (its != null && its.endsWith(":" + id)) {
            withSource.add(its);
          }
          return id.equals(its);
        },
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

  @Override
  public Optional<Decided> rejected(Reason reason, RandomGenerator chance) throws IOException {
    strays = new StrayRows();
    ResultRows results = new ResultRows(directory, strays);
    Drawn<String> drawn = new Drawn<>(reason, chance);
    results.visit(
        (output, number, line) -> {
          requireObject(line);
          if (output == OutputTopic.REJECTED) {
            drawn.offer(line, results.place(output, number));
          }
        });
    return drawn.row() == null
        ? Optional.empty()
        : Optional.of(RowReader.read(OutputTopic.REJECTED, drawn.row(), drawn.place()));
  }

  /** Those that were met when {@code id} was last looked for. */
  @Override
  public List<String> withSource(String id) {
    return List.copyOf(withSource);
  }

  private void scan(List<byte[]> spellings, Predicate<Decided> wanted, List<Decided> found) {
    rows = 0;
    strays = new StrayRows();
    ResultRows results = new ResultRows(directory, strays);
    results.visit(
        (output, number, line) -> {
          rows++;
          requireObject(line);
          if (spellings.stream().anyMatch(spelling -> contains(line, spelling))) {
            Decided row = RowReader.read(output, line, results.place(output, number));
            if (wanted.test(row)) {
              found.add(row);
            }
          }
        });
  }

  /** A look at both ends of a line, which tells what was cut short from what was not. */
  private static void requireObject(byte[] line) throws IOException {
    int end = line.length;
    while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
      end--;
    }
    if (line[0] != '{' && !startsWithMark(line)) {
      throw new IOException("it is no JSON object");
    } else if (line[end - 1] != '}') {
      throw new IOException("it ends too early");
    }
  }

  private static boolean startsWithMark(byte[] line) {
    return line.length > 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF
        && line[3] == '{';
  }

  /** Whether bytes stand in a line. */
  static boolean contains(byte[] line, byte[] wanted) {
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
  public StrayRows strays() {
    return strays;
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
