package io.medsift.export.files;

import io.medsift.parquet.ParquetRowWriter;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;

/** Values of rows as the fields of {@link ColumnSet#parquetSchema()}. */
final class ParquetFields implements ParquetRowWriter.Fields<ValueCursor> {
  private final List<ExportColumn> columns;

  ParquetFields(ColumnSet columns) {
    this.columns = columns.columns();
  }

  @Override
  public void write(ValueCursor values, RecordConsumer out) {
    for (int i = 0; i < columns.size(); i++) {
      if (values.next()) {
        ExportColumn column = columns.get(i);
        out.startField(column.name(), i);
        switch (column.type()) {
          case STRING -> out.addBinary(values.text());
          case INT32 -> out.addInteger((int) values.number());
          case INT64 -> out.addLong(values.number());
          case FLOAT64 -> out.addDouble(values.decimal());
          case MESSAGES -> messages(values, out);
        }
        out.endField(column.name(), i);
      }
    }
  }

  private static void messages(ValueCursor values, RecordConsumer out) {
    int turns = values.turns();
    out.startGroup();
    if (turns > 0) {
      out.startField(ColumnType.LIST, 0);
      for (int i = 0; i < turns; i++) {
        out.startGroup();
        out.startField(ColumnType.ELEMENT, 0);
        turn(values, out);
        out.endField(ColumnType.ELEMENT, 0);
        out.endGroup();
      }
      out.endField(ColumnType.LIST, 0);
    }
    out.endGroup();
  }

  private static void turn(ValueCursor values, RecordConsumer out) {
    out.startGroup();
    out.startField(ColumnType.CONTENT, 0);
    out.addBinary(values.text());
    out.endField(ColumnType.CONTENT, 0);
    out.startField(ColumnType.ROLE, 1);
    out.addBinary(values.text());
    out.endField(ColumnType.ROLE, 1);
    out.endGroup();
  }
}
