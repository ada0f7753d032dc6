package io.medsift.ingest;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.rows.ReadRow;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Locale;

/**
 * Rows that could not be mapped, one a line: {@code reason}, {@code file}, {@code row} (from 0),
 * {@code fingerprint}, and the row itself as {@code columns}, {@code raw} or {@code raw_base64};
 * null stands for NaN in columns. The file is made with its first line, and lines are added to it.
 */
public final class UnmappedRows implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FINGERPRINT = "fingerprint";
  private static final String ROW = "row";

  private final Path file;
  private OutputStream out;
  private String first;

  /** The rows of {@code file}, which need not be there. */
  public UnmappedRows(Path file) {
    this.file = file;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The first row that was added, counted from 1, and why, for people; null where none was. */
  String first() {
    return first;
  }

  /** Forgets rows of a file from a number on: they are read again. */
  void forget(String fingerprint, long firstRow) throws IOException {
    close();
    if (!Files.exists(file)) {
      return;
    }
    Path kept = file.resolveSibling(file.getFileName() + ".part");
    boolean changed = false;
    try (BufferedReader lines = Files.newBufferedReader(file);
        OutputStream to = new BufferedOutputStream(Files.newOutputStream(kept))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isFrom(line, fingerprint, firstRow)) {
          changed = true;
        } else {
          to.write(line.getBytes(UTF_8));
          to.write('\n');
        }
      }
    }
    if (changed) {
      Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(kept);
    }
  }

  // A line that is cut off was being written when the run was killed, before its commit.
  private static boolean isFrom(String line, String fingerprint, long firstRow) {
    try {
      JsonNode entry = JSON.readTree(line);
      return entry.path(FINGERPRINT).asText().equals(fingerprint)
          && entry.path(ROW).asLong() >= firstRow;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  void add(ReadRow row, String fingerprint, String reason) throws IOException {
    if (first == null) {
      first = format(Locale.ROOT, "row %,d of %s: %s", row.number() + 1, row.file(), reason);
    }
    ObjectNode entry = JSON.createObjectNode();
    entry.put("reason", reason).put("file", row.file()).put(ROW, row.number());
    entry.put(FINGERPRINT, fingerprint);
    if (row instanceof FileRow mapped) {
      entry.set("columns", missing(mapped.columns().deepCopy()));
    } else if (row instanceof MalformedRow malformed && malformed.raw() != null) {
      putRaw(entry, malformed.raw());
    }
    if (out == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out =
          new BufferedOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
    out.write(JSON.writeValueAsBytes(entry));
    out.write('\n');
  }

  /** The same with null for NaN, which is no JSON and would be the text "NaN". */
  private static JsonNode missing(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(missing(field.getValue())));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, missing(array.get(i)));
      }
    }
    return value.isFloatingPointNumber() && Double.isNaN(value.doubleValue())
        ? NullNode.getInstance()
        : value;
  }

  private static void putRaw(ObjectNode entry, byte[] raw) {
    try {
      entry.put("raw", UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException e) {
      entry.put("raw_base64", Base64.getEncoder().encodeToString(raw));
    }
  }

  void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
