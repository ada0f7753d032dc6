package io.medsift.parquet;

import static java.lang.String.format;

import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/** The columns of one row group, each with its own place in the file. */
final class RowGroup implements PageReadStore {
  private final long rows;
  private final Map<ColumnPath, ColumnPages> columns = new HashMap<>();

  RowGroup(FileChannel file, BlockMetaData block) throws InvalidParquetException {
    this.rows = block.getRowCount();
    for (ColumnChunkMetaData column : block.getColumns()) {
      columns.put(column.getPath(), new ColumnPages(file, column));
    }
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor descriptor) {
    ColumnPages pages = columns.get(ColumnPath.get(descriptor.getPath()));
    if (pages == null) {
      throw new IllegalStateException(
          format("column %s is missing", String.join(".", descriptor.getPath())));
    }
    return pages;
  }

  @Override
  public long getRowCount() {
    return rows;
  }
}
