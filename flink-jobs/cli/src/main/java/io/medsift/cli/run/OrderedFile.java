package io.medsift.cli.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Rows that come in any order and are left in the order of the input, so that two runs over the
 * same files leave the same bytes. Rows go to a file beside the target, which appears only when
 * complete. Memory: 12 bytes for each line of the input.
 */
final class OrderedFile implements AutoCloseable {
  private static final int BUFFER = 1 << 18;

  private final Path target;
  private final Path arrived;
  private final OutputStream out;
  private final long[] start;
  private final int[] length;
  private long written;
  private long lastLine = -1;
  private boolean inOrder = true;

  OrderedFile(Path target, int lines) throws IOException {
    this.target = target;
    this.arrived = target.resolveSibling(target.getFileName() + ".partial");
    this.out = new BufferedOutputStream(Files.newOutputStream(arrived), BUFFER);
    this.start = new long[lines];
    this.length = new int[lines];
    Arrays.fill(start, -1);
  }

  /** Adds the row of an input line; a line has one row. */
  void add(long line, byte[] row) throws IOException {
    int index = Math.toIntExact(line);
    inOrder &= line > lastLine;
    lastLine = line;
    start[index] = written;
    length[index] = row.length + 1;
    out.write(row);
    out.write('\n');
    written += row.length + 1;
  }

  /** Puts the rows in order and the file in its place. */
  void complete() throws IOException {
    out.close();
    if (!inOrder) {
      sort();
    }
    Files.move(arrived, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private void sort() throws IOException {
    Path sorted = target.resolveSibling(target.getFileName() + ".sorted");
    try (FileChannel in = FileChannel.open(arrived, StandardOpenOption.READ);
        FileChannel into =
            FileChannel.open(
                sorted,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      for (int line = 0; line < start.length; line++) {
        if (start[line] >= 0) {
          copy(in, start[line], length[line], into);
        }
      }
    }
    Files.move(sorted, arrived, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(FileChannel in, long from, long count, FileChannel into)
      throws IOException {
    long copied = 0;
    while (copied < count) {
      copied += in.transferTo(from + copied, count - copied, into);
    }
  }

  /** Closes the file; what was not completed stays beside the target, for inspection. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
