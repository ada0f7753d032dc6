package io.medsift.export.rows;

import static java.lang.String.format;

import io.medsift.export.rows.RowSource.RawRow;
import io.medsift.export.rows.RowSource.RowVisitor;
import io.medsift.export.rows.RowSource.SourceProgress;
import io.medsift.storage.Sha256;
import io.medsift.verdict.Decision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;

/** Rows of a file, one a line. A file is exported whole; one that changed is another file. */
public final class FileRows implements RowSource {
  private static final String KIND = "file";
  private static final String BYTES = "bytes";
  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final Decision decision;

  /** The rows of {@code file}, on all of which was decided so. */
  public FileRows(Path file, Decision decision) {
    this.file = file;
    this.decision = decision;
  }

  @Override
  public Decision decision() {
    return decision;
  }

  @Override
  public SourceProgress scan(SourceProgress previous, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException {
    if (previous != null) {
      return unchanged(previous);
    }
    MessageDigest digest = Sha256.digest();
    long length;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      length = visitLines(in, visitor);
    }
    return progress(Sha256.hex(digest), length);
  }

  private SourceProgress unchanged(SourceProgress previous) throws IOException, ExportException {
    SourceProgress now = progress(Sha256.of(file), Files.size(file));
    if (!now.equals(previous)) {
      throw new ExportException(
          format(
              "%s is not the %s %s that was exported before",
              file, previous.kind(), previous.name()),
          "A folder holds the rows of one run: name another --out.");
    }
    return now;
  }

  private SourceProgress progress(String sha256, long length) {
    return new SourceProgress(KIND, file.getFileName().toString(), sha256, Map.of(BYTES, length));
  }

  private static long visitLines(InputStream in, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
    byte[] buffer = new byte[BUFFER];
    long length = 0;
    long number = 1;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, from, i - from);
          visit(line, number++, visitor);
          from = i + 1;
        }
      }
      line.write(buffer, from, read - from);
      length += read;
    }
    visit(line, number, visitor);
    return length;
  }

  private static void visit(ByteArrayOutputStream line, long number, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException {
    byte[] row = line.toByteArray();
    line.reset();
    for (byte each : row) {
      if (each != ' ' && each != '\t' && each != '\r') {
        visitor.visit(new RawRow(row, 0, number));
        return;
      }
    }
  }

  @Override
  public ExportException refusal(RawRow row, IOException reason) {
    return new ExportException(
        format(
            Locale.ROOT,
            "line %,d of %s is not a curated row: %s",
            row.number(),
            file,
            reason.getMessage()),
        "Export the files as 'medsift run' left them.");
  }
}
