package io.medsift.export.files;

import static io.medsift.export.files.ExportColumn.float64;
import static io.medsift.export.files.ExportColumn.int32;
import static io.medsift.export.files.ExportColumn.int64;
import static io.medsift.export.files.ExportColumn.messages;
import static io.medsift.export.files.ExportColumn.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.PublishedRow;
import io.medsift.codec.RowCodec;
import io.medsift.sample.Annotations.JudgeAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The columns of one kind of row, in order. */
public record ColumnSet(List<ExportColumn> columns) {
  private static final String HUB_KEY = "huggingface";

  public ColumnSet {
    columns = List.copyOf(columns);
  }

  /** The columns of {@code kind}, with those after them that are asked for. */
  public static ColumnSet of(ExportKind kind, OptionalColumns optional) {
    List<ExportColumn> columns = new ArrayList<>(kind.columns());
    List<String> names = columns.stream().map(ExportColumn::name).toList();
    if (optional.lineage() || kind == ExportKind.REJECTED) {
      for (ExportColumn column : LineageColumns.ALL) {
        if (!names.contains(column.name())) {
          columns.add(column);
        }
      }
    }
    if (optional.passRate()) {
      columns.addAll(PassRateColumns.ALL);
    }
    return new ColumnSet(columns);
  }

  /** Puts the values of a row into a buffer. */
  public void put(PublishedRow row, ValueBuffer values) {
    for (ExportColumn column : columns) {
      column.value().put(row, values);
    }
  }

  /** The schema of a Parquet file. */
  public MessageType parquetSchema() {
    List<Type> types = new ArrayList<>();
    for (ExportColumn column : columns) {
      types.add(column.type().parquet(column.name()));
    }
    return new MessageType("schema", types);
  }

  /** Returns the entries of a Parquet footer that the Hub's library reads. */
  public Map<String, String> parquetProperties() {
    ObjectNode footer = JsonNodeFactory.instance.objectNode();
    ObjectNode features = footer.putObject("info").putObject("features");
    columns.forEach(column -> column.type().putHubFeature(column.name(), features));
    return Map.of(HUB_KEY, footer.toString());
  }

  /** The list of features of a dataset card. */
  public ArrayNode cardFeatures() {
    ArrayNode features = JsonNodeFactory.instance.arrayNode();
    columns.forEach(column -> features.add(column.type().cardFeature(column.name())));
    return features;
  }

  /** The four columns of II-Medical-Reasoning-SFT. */
  static final class PublishedSftColumns {
    static final List<ExportColumn> ALL =
        List.of(
            text(
                "model",
                "Model that wrote the response; null where the source does not say.",
                row -> row.columns().model()),
            text("question", "The prompt.", row -> row.columns().question()),
            text(
                "problem",
                "The prompt without instructions on the form of the answer; decontamination reads"
                    + " it.",
                row -> row.columns().problem()),
            messages(
                "messages",
                "The conversation: a system turn and earlier turns where there are any, the prompt,"
                    + " and the response with its trace between think tags.",
                row -> row.columns().messages()));

    private PublishedSftColumns() {}
  }

  /** The published columns and why the row is not among them. */
  static final class RejectedColumns {
    static final List<ExportColumn> ALL = all();

    private RejectedColumns() {}

    private static List<ExportColumn> all() {
      List<ExportColumn> columns = new ArrayList<>(PublishedSftColumns.ALL);
      columns.add(text("gate", "Gate that rejected.", row -> row.verdict().gate().wireName()));
      columns.add(text("reason", "Why.", row -> row.verdict().reason().name()));
      columns.add(
          text(
              "evidence",
              "What the gate found, as JSON.",
              row -> RowCodec.evidence(row.verdict().evidence())));
      return List.copyOf(columns);
    }
  }

  /** Columns of the origin of a row and of the recipe that decided on it. */
  static final class LineageColumns {
    static final List<ExportColumn> ALL =
        List.of(
            text("id", "The producer's name for the sample.", row -> row.sample().id()),
            text("source", "Dataset of the sample.", row -> row.sample().source()),
            text("source_row", "Row of that dataset.", row -> row.sample().sourceRow()),
            text(
                "upstream_source",
                "Dataset that this dataset took the row from.",
                row -> row.sample().upstreamSource()),
            text(
                "track",
                "Track of the sample, which determines its gates.",
                row -> row.sample().track()),
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
                "partition",
                "Partition of that topic.",
                row -> row.verdict().position().partition()),
            int64("offset", "Offset in that partition.", row -> row.verdict().position().offset()),
            int64(
                "timestamp",
                "Time at which the broker received the sample, in milliseconds since the epoch.",
                row -> row.verdict().timestamp()));

    private LineageColumns() {}

    private static Double score(PublishedRow row) {
      JudgeAnnotation judge = row.sample().annotations().judge();
      return judge == null ? null : Double.valueOf(judge.score());
    }
  }
}
