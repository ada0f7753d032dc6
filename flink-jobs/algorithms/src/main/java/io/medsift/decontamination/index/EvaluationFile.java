package io.medsift.decontamination.index;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    EvaluationRowParser rows = new EvaluationRowParser(set, columns);
    List<EvaluationItem> items = new ArrayList<>();
    int index = 0;
    try (BufferedReader reader = open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!PythonWhitespace.isBlank(line)) {
          items.add(rows.parse(index == 0 ? withoutByteOrderMark(line) : line, index));
        }
        index++;
      }
    } catch (EvaluationRowParser.BadRow e) {
      throw new BenchmarkException(
          "Evaluation set '%s': line %d of %s %s. Correct or remove the line."
              .formatted(set, index + 1, file, e.getMessage()),
          e);
    } catch (NoSuchFileException e) {
      throw new BenchmarkException(
          "Evaluation set '%s': there is no file %s. Check the path.".formatted(set, file), e);
    } catch (IOException e) {
      throw new BenchmarkException(
          "Evaluation set '%s': %s cannot be read after line %d: %s. It must be UTF-8, plain or gzip."
              .formatted(set, file, index, e),
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
}
