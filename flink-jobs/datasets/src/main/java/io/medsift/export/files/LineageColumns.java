package io.medsift.export.files;

import static io.medsift.export.files.ExportColumn.float64;
import static io.medsift.export.files.ExportColumn.int32;
import static io.medsift.export.files.ExportColumn.int64;
import static io.medsift.export.files.ExportColumn.text;

import io.medsift.codec.PublishedRow;
import io.medsift.sample.JudgeAnnotation;
import java.util.List;

/** Where a row comes from and who decided on it. */
final class LineageColumns {
  static final List<ExportColumn> ALL =
      List.of(
          text("id", "The producer's name for the sample.", row -> row.sample().id()),
          text("source", "Data set of the sample.", row -> row.sample().source()),
          text("source_row", "Row of that data set.", row -> row.sample().sourceRow()),
          text(
              "upstream_source",
              "Where that data set took it from.",
              row -> row.sample().upstreamSource()),
          text("track", "Group, which names the gates.", row -> row.sample().track()),
          text("license", "Licence, as the source names it.", row -> row.sample().license()),
          text("label", "Subject or gold letter.", row -> row.sample().label()),
          float64(
              "judge_score",
              "Score of the judge; null where none was asked.",
              LineageColumns::score),
          text("recipe", "Recipe that decided.", row -> row.verdict().recipe().name()),
          text("recipe_hash", "Hash of that recipe.", row -> row.verdict().recipe().hash()),
          text("topic", "Topic of the sample.", row -> row.verdict().position().topic()),
          int32(
              "partition", "Partition of that topic.", row -> row.verdict().position().partition()),
          int64("offset", "Offset in that partition.", row -> row.verdict().position().offset()),
          int64(
              "timestamp",
              "Time at which the broker took the sample, in milliseconds since the epoch.",
              row -> row.verdict().timestamp()));

  private LineageColumns() {}

  private static Double score(PublishedRow row) {
    JudgeAnnotation judge = row.sample().annotations().judge();
    return judge == null ? null : Double.valueOf(judge.score());
  }
}
