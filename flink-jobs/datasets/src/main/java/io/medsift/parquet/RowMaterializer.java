package io.medsift.parquet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Makes a JSON object of each row. */
final class RowMaterializer extends RecordMaterializer<ObjectNode> {
  private final RowBudget budget;
  private final StructConverter root;

  RowMaterializer(MessageType schema, RowBudget budget) {
    this.budget = budget;
    this.root = new StructConverter(schema, budget, row -> {});
  }

  /** Whether the last row was larger than allowed, so that it lacks values. */
  boolean exceeded() {
    return budget.exceeded();
  }

  @Override
  public ObjectNode getCurrentRecord() {
    return root.current();
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }
}
