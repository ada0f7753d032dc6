package io.medsift.rows;

import static java.util.Objects.requireNonNull;

/**
 * A place in a file that holds no row that can be read. What comes after it is read.
 *
 * @param problem what is wrong, for people
 * @param raw what stands there; null where it is too long to be kept, or is no text
 */
public record MalformedRow(String file, long number, String problem, byte[] raw)
    implements ReadRow {
  public MalformedRow {
    requireNonNull(file, "file is null");
    requireNonNull(problem, "problem is null");
  }
}
