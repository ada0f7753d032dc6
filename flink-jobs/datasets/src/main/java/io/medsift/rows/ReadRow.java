package io.medsift.rows;

/** What a file holds at the place of a row: a row, or something that is none. */
public sealed interface ReadRow permits FileRow, MalformedRow {
  /** Name of the file as given, with {@code !member} for a member of an archive. */
  String file();

  /** Number of the row in the file, from 0; rows that are malformed count too. */
  long number();
}
