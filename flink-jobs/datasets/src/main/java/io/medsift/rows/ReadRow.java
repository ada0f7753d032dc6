package io.medsift.rows;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A row of a file, or the text in the place of a row that cannot be read. */
public sealed interface ReadRow {
  /** Name of the file as given, with {@code !member} for a member of an archive. */
  String file();

  /** Number of the row in the file, from 0; rows that are malformed count too. */
  long number();

  /**
   * A row of a file. A row that is no object, such as a list of texts, is the one column {@code
   * element}. A row that its file has under an id has it as the column {@code key}.
   *
   * @param file name of the file as given, with {@code !member} for a member of an archive
   * @param number of the row in the file, from 0
   * @param columns column name to value; nested lists and structs are arrays and objects, a null
   *     column is a JSON null
   * @param key of the row in an object of columns, which its columns do not hold: the same row has
   *     another where it stands elsewhere; null in other files
   */
  record FileRow(String file, long number, ObjectNode columns, String key) implements ReadRow {
    /** A row of a file that gives its rows no keys. */
    public FileRow(String file, long number, ObjectNode columns) {
      this(file, number, columns, null);
    }

    public FileRow {
      requireNonNull(file, "file is null");
      requireNonNull(columns, "columns is null");
    }
  }

  /**
   * A place in a file that holds no row that can be read. What comes after it is read.
   *
   * @param problem what is wrong, for people
   * @param raw what is there; null where it is too long to be kept, or is no text
   */
  record MalformedRow(String file, long number, String problem, byte[] raw) implements ReadRow {
    public MalformedRow {
      requireNonNull(file, "file is null");
      requireNonNull(problem, "problem is null");
    }
  }
}
