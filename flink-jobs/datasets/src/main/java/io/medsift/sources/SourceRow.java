package io.medsift.sources;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;
import java.util.Map;

/** A row as a mapping reads it: columns by name, with errors that name column and value. */
public final class SourceRow {
  private static final String CLOSE_THINK = "</think>";
  private static final String OPEN_THINK = "<think>";

  private final Source source;
  private final FileRow row;
  private final SourceSettings settings;
  private final ReadingTally tally;

  SourceRow(Source source, FileRow row, SourceSettings settings, ReadingTally tally) {
    this.source = requireNonNull(source, "source is null");
    this.row = requireNonNull(row, "row is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.tally = requireNonNull(tally, "tally is null");
  }

  /** All columns. */
  public JsonNode columns() {
    return row.columns();
  }

  /** Returns the settings of the user. */
  public SourceSettings settings() {
    return settings;
  }

  /** The card of the row's source. */
  public SourceCard card() {
    return source.card();
  }

  /** Returns true if the column is there and not null. */
  public boolean has(String column) {
    return !Cell.isAbsent(row.columns().get(column));
  }

  /** The column, or a missing node where it is absent or null. */
  public JsonNode value(String column) {
    return Cell.present(row.columns().get(column));
  }

  /** The text of a column; null where it is absent, null or blank. */
  public String text(String column) throws UnmappableRowException {
    return Cell.text(column, row.columns().get(column));
  }

  /** The text of the first of these columns that has one; null where none has. */
  public String first(String... columns) throws UnmappableRowException {
    for (String column : columns) {
      String text = text(column);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The text of a column that every row must have. */
  public String required(String column) throws UnmappableRowException {
    return Cell.required(column, row.columns().get(column));
  }

  /** The text of the first of these columns that has one, of which every row must have one. */
  public String requiredFirst(String... columns) throws UnmappableRowException {
    String text = first(columns);
    if (text == null) {
      throw new UnmappableRowException(
          format("none of the columns '%s' has text", String.join("', '", columns)));
    }
    return text;
  }

  /** The answer options of a column, without white space around them; empty where it is absent. */
  public Map<String, String> options(String column) throws UnmappableRowException {
    return OptionsCell.stripped(OptionsCell.of(column, row.columns().get(column)));
  }

  /** The answer options that are in columns of their own, the first being A. */
  public Map<String, String> optionColumns(String... columns) throws UnmappableRowException {
    return OptionsCell.stripped(OptionsCell.ofColumns(row.columns(), columns));
  }

  /** Splits text that a model wrote into trace and answer, and counts where its tags were. */
  public ThinkSplit split(String text) {
    boolean opened = text != null && text.stripLeading().startsWith(OPEN_THINK);
    boolean closed = text != null && text.contains(CLOSE_THINK);
    String tags = opened ? "both" : "opening tag missing";
    use("think tags", closed ? tags : opened ? "closing tag missing" : "none");
    return ThinkSplit.of(text);
  }

  /** Splits the answer of a conversation, whose trace may be beside it. */
  public ThinkSplit split(Conversation conversation) {
    ThinkSplit split = split(conversation.response());
    return conversation.reasoning() == null
        ? split
        : ThinkSplit.of(conversation.reasoning(), conversation.response());
  }

  /** Returns the user's choice for a reading, else its fallback, else null. */
  public String reading(ReadingOption reading) {
    return settings.readings().getOrDefault(reading.name(), reading.fallback());
  }

  /** Counts that the row used this value of a reading. */
  public void use(String reading, String value) {
    tally.count(reading, value);
  }

  /** No sample, because the row is not meant for this use; counted with the reason. */
  public List<Sample> leftOut(String reason) {
    tally.count("left out", reason);
    return List.of();
  }

  /** A sample of this row, to be filled. */
  public SampleDraft draft() {
    return new SampleDraft(card(), settings, row.columns(), tally);
  }
}
