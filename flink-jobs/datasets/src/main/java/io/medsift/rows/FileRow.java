package io.medsift.rows;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A row of a file. A row that is no object, such as a list of texts, is the one column {@code
 * element}. A row that its file has under an id has it as the column {@code key}.
 *
 * @param file name of the file as given, with {@code !member} for a member of an archive
 * @param number of the row in the file, from 0
 * @param columns column name to value; nested lists and structs are arrays and objects, a null
 *     column is a JSON null
 */
public record FileRow(String file, long number, ObjectNode columns) implements ReadRow {
  public FileRow {
    requireNonNull(file, "file is null");
    requireNonNull(columns, "columns is null");
  }
}
