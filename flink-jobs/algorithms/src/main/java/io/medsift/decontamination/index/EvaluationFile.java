package io.medsift.decontamination.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.text.PythonWhitespace;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads an evaluation set from JSON Lines in UTF-8, plain or gzip. Blank lines are passed over. */
final class EvaluationFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private EvaluationFile() {}

  /**
   * @return the items in file order, at least one
   * @throws BenchmarkException if the file cannot be read, a line is no item, or there is none
   */
  static List<EvaluationItem> read(String set, Path file, EvaluationColumns columns) {
    RowParser rows = new RowParser(set, columns);
    List<EvaluationItem> items = new ArrayList<>();
    int index = 0;
    try (BufferedReader reader = open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!PythonWhitespace.isBlank(line)) {
          items.add(rows.parse(index == 0 ? withoutByteOrderMark(line) : line, index));
        }
        index++;
      }
    } catch (RowParser.BadRow e) {
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "Evaluation set '%s': line %d of %s %s. Correct or remove the line.",
              set,
              index + 1,
              file,
              e.getMessage()),
          e);
    } catch (NoSuchFileException e) {
      throw new BenchmarkException(
          "Evaluation set '%s': there is no file %s. Check the path.".formatted(set, file), e);
    } catch (IOException e) {
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "Evaluation set '%s': %s cannot be read after line %d: %s. It must be UTF-8, plain or"
                  + " gzip.",
              set,
              file,
              index,
              e),
          e);
    }
    if (items.isEmpty()) {
      throw new BenchmarkException(
          "Evaluation set '%s': %s holds no rows. Remove the set or give the right file."
              .formatted(set, file));
    }
    return items;
  }

  private static String withoutByteOrderMark(String line) {
    return line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      InputStream text = isGzip(bytes) ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(
          new InputStreamReader(
              text,
              UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
    bytes.reset();
    return gzip;
  }

  /** Turns a line of an evaluation file into an item. */
  static final class RowParser {
    private static final ObjectMapper JSON =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String set;
    private final EvaluationColumns columns;

    RowParser(String set, EvaluationColumns columns) {
      this.set = set;
      this.columns = columns;
    }

    /**
     * @param index of the line in its file, from 0
     * @throws BadRow if the line is no item; its message says what is wrong with the line
     */
    EvaluationItem parse(String line, int index) throws BadRow {
      JsonNode row = read(line);
      if (!row.isObject()) {
        throw new BadRow("is not a JSON object");
      }
      return new EvaluationItem(
          set, id(row, index), question(row), options(row.get(columns.options())), answer(row));
    }

    private static JsonNode read(String text) throws BadRow {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new BadRow("is not JSON: " + e.getOriginalMessage());
      }
    }

    private String id(JsonNode row, int index) throws BadRow {
      JsonNode id = row.get(columns.id());
      if (isAbsent(id)) {
        return set + "-" + index;
      }
      if (!id.isValueNode()) {
        throw new BadRow("has an '" + columns.id() + "' that is neither text nor a number");
      }
      return id.asText();
    }

    private String question(JsonNode row) throws BadRow {
      JsonNode question = row.get(columns.question());
      if (isAbsent(question)) {
        throw new BadRow("has no '" + columns.question() + "'");
      }
      if (!question.isTextual()) {
        throw new BadRow("has a '" + columns.question() + "' that is not text");
      }
      if (PythonWhitespace.isBlank(question.textValue())) {
        throw new BadRow("has an empty '" + columns.question() + "'");
      }
      return question.textValue();
    }

    private Optional<String> answer(JsonNode row) {
      JsonNode answer = row.get(columns.answer());
      if (isAbsent(answer)) {
        return Optional.empty();
      }
      return Optional.of(answer.isValueNode() ? answer.asText() : answer.toString());
    }

    private List<EvaluationItem.Option> options(JsonNode node) throws BadRow {
      if (isAbsent(node)) {
        return List.of();
      }
      if (!node.isObject()) {
        throw new BadRow("has '" + columns.options() + "' that are not an object");
      }
      List<EvaluationItem.Option> options = new ArrayList<>(node.size());
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        // Tables of four and five choices pad the shorter rows with null.
        if (!field.getValue().isNull()) {
          options.add(new EvaluationItem.Option(field.getKey(), optionText(field.getValue())));
        }
      }
      return options;
    }

    private String optionText(JsonNode text) throws BadRow {
      if (!text.isValueNode()) {
        throw new BadRow("has an option that is neither text nor a number");
      }
      return text.asText();
    }

    private static boolean isAbsent(JsonNode node) {
      return node == null || node.isNull();
    }

    /** Says what is wrong with one line, in words that follow "line 7 ". */
    static final class BadRow extends Exception {
      BadRow(String problem) {
        super(problem);
      }
    }
  }
}
