package io.medsift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.rows.ReadRow.FileRow;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnmappedRowsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void aCellThatIsMissingIsNoText() throws Exception {
    ObjectNode columns = JSON.createObjectNode().put("cop", Double.NaN).put("score", 0.5);
    columns.putObject("inside").put("nan", Float.NaN);
    columns.putArray("list").add(Double.NaN).add("NaN");

    try (UnmappedRows rows = new UnmappedRows(folder.resolve("unmapped.jsonl"))) {
      rows.add(new FileRow("x.parquet", 7, columns), "f", "it has no prompt");
    }

    assertThat(folder.resolve("unmapped.jsonl"))
        .content()
        .endsWith(
            "\"columns\":{\"cop\":null,\"score\":0.5,\"inside\":{\"nan\":null},"
                + "\"list\":[null,\"NaN\"]}}\n");
    assertThat(columns.get("cop").isDouble()).isTrue();
  }
}
