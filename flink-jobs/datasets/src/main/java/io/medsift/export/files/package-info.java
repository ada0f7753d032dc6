/** The files of an export: columns of rows, and shards as Parquet or JSON Lines. */
package io.medsift.export.files;
