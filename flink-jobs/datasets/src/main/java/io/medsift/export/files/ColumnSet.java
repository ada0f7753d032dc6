package io.medsift.export.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.PublishedRow;
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

  /** The columns of {@code kind}, with those of the lineage after them where asked for. */
  public static ColumnSet of(ExportKind kind, boolean lineage) {
    List<ExportColumn> columns = new ArrayList<>(kind.columns());
    List<String> names = columns.stream().map(ExportColumn::name).toList();
    if (lineage || kind == ExportKind.REJECTED) {
      for (ExportColumn column : LineageColumns.ALL) {
        if (!names.contains(column.name())) {
          columns.add(column);
        }
      }
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

  /** What the footer of a Parquet file says to the library of the Hub. */
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
}
