/**
 * Parquet files in and out, without Hadoop: rows are JSON objects, columns are read page by page so
 * that memory does not grow with the row group.
 */
package io.medsift.parquet;
