package io.medsift.review.report;

import static java.lang.String.format;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Facts about a run that its results do not hold.
 *
 * @param version of the product
 * @param inputs names of the files
 * @param lines records in them
 * @param remarks what else was found in them, a sentence each
 * @param gates of each track of the recipe
 * @param evaluation the sets that prompts were compared with; null where none were
 * @param contamination what was checked, and how well
 * @param jobSeconds while the job ran
 * @param seconds from start to end
 */
public record RunFacts(
    String version,
    List<String> inputs,
    long lines,
    List<String> remarks,
    Map<String, Set<Gate>> gates,
    BenchmarkIndex.Summary evaluation,
    ContaminationStatement contamination,
    int partitions,
    int parallelism,
    double jobSeconds,
    double seconds,
    Instant end) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public RunFacts {
    inputs = List.copyOf(inputs);
    remarks = List.copyOf(remarks);
    gates = Map.copyOf(gates);
  }

  /** Returns the time at which the run ended. */
  public String finished() {
    return TIME.format(end);
  }

  /** Returns the duration of the run. */
  public String duration() {
    return Formats.duration(seconds);
  }

  /** Returns records per second while the job ran. */
  public String rate(long records) {
    return jobSeconds <= 0 ? "–" : format(Locale.ROOT, "%,.0f", records / jobSeconds);
  }
}
