package io.medsift.review.verdicts;

import io.medsift.review.ReviewException;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the rows that a person asks for: by id, by position, or one at random.
 *
 * @param samples name of the topic of samples, for positions that do not name one
 */
public record VerdictSearch(VerdictSource source, String samples) {
  private static final Pattern POSITION = Pattern.compile("(?:(.+)[/-])?(\\d{1,9})@(\\d{1,18})");
  private static final String POSITION_ADVICE =
      "A position is the topic, the partition and the offset of a record: samples/0@311. --outputs"
          + " looks in the outputs of a replay.";
  private static final String ID_ADVICE =
      "An id is the field 'id' of the sample, exactly: 'ingest' puts the name of the source and a"
          + " colon before the ids of rows, as in medqa:17. A position is written as samples/0@311."
          + " --outputs looks in the outputs of a replay.";
  private static final int SUGGESTIONS = 3;

  /**
   * The rows that were found, at least one.
   *
   * @param remark a sentence on what was looked for instead; empty if the request was met as it is
   */
  public record Found(List<DecidedRow> rows, String remark) {
    public Found {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Finds the rows about a sample.
   *
   * @param wanted an id; or a position such as {@code samples/0@311}
   * @throws ReviewException if there are none
   */
  public Found find(String wanted) throws IOException {
    Optional<Position> position = position(wanted);
    List<DecidedRow> rows = new ArrayList<>();
    if (position.isPresent()) {
      rows.addAll(source.at(position.get()));
    }
    if (rows.isEmpty()) {
      rows.addAll(source.byId(wanted));
    }
    if (!rows.isEmpty()) {
      return new Found(rows, "");
    }
    List<String> ids = source.idsOfSources(wanted);
    if (ids.size() == 1) {
      rows.addAll(source.byId(ids.get(0)));
    }
    if (rows.isEmpty()) {
      throw notFound(wanted, position, ids);
    }
    return new Found(
        rows,
        "No sample has the id '%s'; one has it after the name of its source: %s"
            .formatted(wanted, ids.get(0)));
  }

  private ReviewException notFound(String wanted, Optional<Position> position, List<String> ids) {
    String why = position.map(source::whyNoVerdict).orElse("");
    return new ReviewException(
        String.format(
            Locale.ROOT,
            "no verdict on %s '%s' among %,d%s",
            position.isPresent() ? "the position" : "a sample with the id",
            wanted,
            source.rowsSearched(),
            why.isEmpty() ? "" : ": " + why),
        position.isPresent() ? POSITION_ADVICE : idAdvice(ids));
  }

  private static String idAdvice(List<String> ids) {
    return ids.isEmpty()
        ? ID_ADVICE
        : "Did you mean "
            + String.join(" or ", ids.subList(0, Math.min(SUGGESTIONS, ids.size())))
            + "?";
  }

  private Optional<Position> position(String wanted) {
    Matcher matcher = POSITION.matcher(wanted);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String topic = matcher.group(1) == null ? samples : matcher.group(1);
    return Optional.of(
        new Position(topic, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
  }

  /**
   * Finds a random sample that was rejected for a reason.
   *
   * @throws ReviewException if there is none
   */
  public Found random(Reason reason, RandomGenerator random) throws IOException {
    return source
        .randomRejected(reason, random)
        .map(row -> new Found(List.of(row), ""))
        .orElseThrow(
            () ->
                new ReviewException(
                    "no sample was rejected for " + reason,
                    "The report of a run, and the dashboard, count rejections by reason."));
  }
}
