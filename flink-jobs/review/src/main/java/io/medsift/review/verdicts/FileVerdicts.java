package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.review.rows.ResultRows;
import io.medsift.review.rows.StrayRows;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Review;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds rows in the results of {@code run}. Each lookup reads the files once and parses only rows
 * that contain the bytes it looks for.
 */
public final class FileVerdicts implements VerdictSource {
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");
  private static final int SEARCHED = 2_000;

  private final Path directory;
  private StrayRows strays = new StrayRows();
  private long rows;
  private Set<String> idsOfSources = Set.of();

  /** Searches the results in {@code directory}. */
  public FileVerdicts(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<DecidedRow> byId(String id) throws IOException {
    // An id may be written as it is, or with escapes; no common writer escapes more than it must.
    String quoted = ASCII.writeValueAsString(id);
    List<byte[]> spellings =
        List.of(id.getBytes(UTF_8), quoted.substring(1, quoted.length() - 1).getBytes(UTF_8));
    List<DecidedRow> found = new ArrayList<>();
    idsOfSources = new TreeSet<>();
    scan(
        spellings,
        row -> {
          String its = row instanceof DecidedRow.OfSample sample ? sample.id() : null;
          if (its != null && its.endsWith(":" + id)) {
            idsOfSources.add(its);
          }
          return id.equals(its);
        },
        found);
    found.sort(DecidedRow.BY_POSITION);
    return found;
  }

  @Override
  public List<DecidedRow> at(Position position) throws IOException {
    byte[] written =
        String.format(
                Locale.ROOT,
                "\"position\":{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d}",
                position.topic(),
                position.partition(),
                position.offset())
            .getBytes(UTF_8);
    List<DecidedRow> found = new ArrayList<>();
    scan(List.of(written), row -> row.position().equals(position), found);
    return found;
  }

  /** Returns none: only verdicts in topics are revised. */
  @Override
  public List<Revision> revisions(Position position) {
    return List.of();
  }

  /** Returns none: only verdicts in topics are reviewed. */
  @Override
  public List<Review> reviews(Position position) {
    return List.of();
  }

  @Override
  public Optional<PromptDecision> prompt(Sample sample) {
    String key = PromptHash.ofGroup(sample, PromptHash.of(sample));
    AtomicReference<PromptDecision> found = new AtomicReference<>();
    PromptRows.visit(
        directory,
        strays,
        decision -> {
          if (decision.key().equals(key)) {
            found.set(decision);
          }
        });
    return Optional.ofNullable(found.get());
  }

  /** Returns those in the results: a response that became a dead letter is none. */
  @Override
  public List<DecidedRow.OfSample> responses(Sample sample, PromptDecision decision) {
    List<DecidedRow> found = new ArrayList<>();
    byte[] word = longestWord(sample.prompt()).getBytes(UTF_8);
    scan(List.of(word), row -> row instanceof DecidedRow.OfSample, found);
    return DecidedRow.responses(found, decision.key());
  }

  /** The longest run of letters and digits, which every writer writes as it is. */
  private static String longestWord(String text) {
    return WORD.matcher(Text.head(text, SEARCHED))
        .results()
        .map(MatchResult::group)
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  @Override
  public Optional<DecidedRow> randomRejected(Reason reason, RandomGenerator random)
      throws IOException {
    strays = new StrayRows();
    ResultRows results = new ResultRows(directory, strays);
    RandomRejection<String> picked = new RandomRejection<>(reason, random);
    results.visit(
        (output, number, line) -> {
          requireObject(line);
          if (output == OutputTopic.REJECTED) {
            picked.offer(line, results.place(output, number));
          }
        });
    return picked.row() == null
        ? Optional.empty()
        : Optional.of(DecidedRow.read(OutputTopic.REJECTED, picked.row(), picked.place()));
  }

  /** Returns those that the last {@link #byId} met. */
  @Override
  public List<String> idsOfSources(String id) {
    return List.copyOf(idsOfSources);
  }

  private void scan(List<byte[]> spellings, Predicate<DecidedRow> wanted, List<DecidedRow> found) {
    rows = 0;
    strays = new StrayRows();
    ResultRows results = new ResultRows(directory, strays);
    results.visit(
        (output, number, line) -> {
          rows++;
          requireObject(line);
          if (spellings.stream().anyMatch(spelling -> contains(line, spelling))) {
            DecidedRow row = DecidedRow.read(output, line, results.place(output, number));
            if (wanted.test(row)) {
              found.add(row);
            }
          }
        });
  }

  // The two ends of a line tell whether it was cut short.
  private static void requireObject(byte[] line) throws IOException {
    int end = line.length;
    while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
      end--;
    }
    if (line[0] != '{' && !startsWithByteOrderMark(line)) {
      throw new IOException("it is not a JSON object");
    } else if (line[end - 1] != '}') {
      throw new IOException("it ends too early");
    }
  }

  private static boolean startsWithByteOrderMark(byte[] line) {
    return line.length > 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF
        && line[3] == '{';
  }

  /** Returns whether a line contains some bytes. */
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
  public long rowsSearched() {
    return rows;
  }

  @Override
  public String whyNoVerdict(Position position) {
    return "";
  }

  @Override
  public void close() {}
}
