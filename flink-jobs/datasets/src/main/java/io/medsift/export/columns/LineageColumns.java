package io.medsift.export.columns;

import static io.medsift.export.columns.PublishedSftColumns.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.medsift.codec.PublishedRow;
import io.medsift.sample.JudgeAnnotation;
import java.util.List;

/** Where a row comes from and who decided on it. */
final class LineageColumns {
  static final List<Column> ALL =
      List.of(
          string("id", "The producer's name for the sample.", row -> row.sample().id()),
          string("source", "Data set of the sample.", row -> row.sample().source()),
          string("source_row", "Row of that data set.", row -> row.sample().sourceRow()),
          string(
              "upstream_source",
              "Where that data set took it from.",
              row -> row.sample().upstreamSource()),
          string("track", "Group, which names the gates.", row -> row.sample().track()),
          string("license", "Licence, as the source names it.", row -> row.sample().license()),
          string("label", "Subject or gold letter.", row -> row.sample().label()),
          new Column(
              "judge_score",
              ColumnType.FLOAT64,
              "Score of the judge; null where none was asked.",
              LineageColumns::score),
          string("recipe", "Recipe that decided.", row -> row.verdict().recipe().name()),
          string("recipe_hash", "Hash of that recipe.", row -> row.verdict().recipe().hash()),
          string("topic", "Topic of the sample.", row -> row.verdict().position().topic()),
          new Column(
              "partition",
              ColumnType.INT32,
              "Partition of that topic.",
              row -> IntNode.valueOf(row.verdict().position().partition())),
          new Column(
              "offset",
              ColumnType.INT64,
              "Offset in that partition.",
              row -> LongNode.valueOf(row.verdict().position().offset())),
          new Column(
              "timestamp",
              ColumnType.INT64,
              "Time at which the broker took the sample, in milliseconds since the epoch.",
              row -> LongNode.valueOf(row.verdict().timestamp())));

  private LineageColumns() {}

  @FunctionalInterface
  interface TextOf {
    String of(PublishedRow row);
  }

  static Column string(String name, String about, TextOf value) {
    return new Column(name, ColumnType.STRING, about, row -> text(value.of(row)));
  }

  private static JsonNode score(PublishedRow row) {
    JudgeAnnotation judge = row.sample().annotations().judge();
    return judge == null ? null : DoubleNode.valueOf(judge.score());
  }
}
