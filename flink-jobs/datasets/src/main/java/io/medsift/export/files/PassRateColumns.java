package io.medsift.export.files;

import static io.medsift.export.files.ExportColumn.float64;
import static io.medsift.export.files.ExportColumn.int64;

import io.medsift.codec.PublishedRow;
import io.medsift.verdict.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Columns of what the responses to a row's prompt say together. */
public final class PassRateColumns {
  static final List<ExportColumn> ALL =
      List.of(
          float64(
              "pass_rate",
              "Share of the verified responses to the prompt that are correct; null where none was"
                  + " verified, or no gate looked at all responses.",
              PassRateColumns::rate),
          int64(
              "responses",
              "Responses to the prompt, verified or not; null where no gate looked at all of them.",
              row -> count(row, found -> found.counts().responses())),
          int64(
              "correct",
              "Those of them that are correct; null where no gate looked at all of them.",
              row -> count(row, found -> found.counts().correct())));

  private PassRateColumns() {}

  /** Pass rate of the prompt of a row; null where it is not known. */
  public static Double rate(PublishedRow row) {
    return found(row).map(Evidence.PassRate::rate).orElse(null);
  }

  /** Returns whether a gate counted the responses to the prompt of a row, verified or not. */
  public static boolean areCounted(PublishedRow row) {
    return found(row).isPresent();
  }

  private static Long count(PublishedRow row, Function<Evidence.PassRate, Integer> count) {
    return found(row).map(count).map(Integer::longValue).orElse(null);
  }

  private static Optional<Evidence.PassRate> found(PublishedRow row) {
    return Stream.concat(
            row.verdict().findings().stream(), Stream.ofNullable(row.verdict().evidence()))
        .filter(Evidence.PassRate.class::isInstance)
        .map(Evidence.PassRate.class::cast)
        .findFirst();
  }
}
