package io.medsift.export.files;

import io.medsift.codec.PublishedRow;
import io.medsift.sample.Turn;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A column.
 *
 * @param about a sentence for the dataset card
 * @param value puts the value of a row into a buffer, as {@code type} is read from it
 */
public record ExportColumn(String name, ColumnType type, String about, Value value) {

  /** Puts the value of a row into a buffer. */
  @FunctionalInterface
  public interface Value {
    void put(PublishedRow row, ValueBuffer values);
  }

  static ExportColumn text(String name, String about, Function<PublishedRow, String> text) {
    return new ExportColumn(
        name, ColumnType.STRING, about, (row, values) -> values.text(text.apply(row)));
  }

  static ExportColumn int32(String name, String about, ToIntFunction<PublishedRow> number) {
    return new ExportColumn(
        name,
        ColumnType.INT32,
        about,
        (row, values) -> values.number((long) number.applyAsInt(row)));
  }

  static ExportColumn int64(String name, String about, Function<PublishedRow, Long> number) {
    return new ExportColumn(
        name, ColumnType.INT64, about, (row, values) -> values.number(number.apply(row)));
  }

  static ExportColumn float64(String name, String about, Function<PublishedRow, Double> decimal) {
    return new ExportColumn(
        name, ColumnType.FLOAT64, about, (row, values) -> values.decimal(decimal.apply(row)));
  }

  static ExportColumn messages(
      String name, String about, Function<PublishedRow, List<Turn>> turns) {
    return new ExportColumn(
        name, ColumnType.MESSAGES, about, (row, values) -> values.messages(turns.apply(row)));
  }
}
