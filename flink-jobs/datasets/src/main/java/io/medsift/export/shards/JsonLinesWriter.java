package io.medsift.export.shards;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows as JSON, a line each. */
final class JsonLinesWriter implements RowWriter {
  private static final int BUFFER = 1 << 18;
  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final OutputStream out;

  JsonLinesWriter(Path file) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
  }

  @Override
  public void write(ObjectNode row) throws IOException {
    out.write(JSON.writeValueAsBytes(row));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
