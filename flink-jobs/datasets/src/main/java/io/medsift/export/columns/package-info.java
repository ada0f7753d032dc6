/** The columns of an exported row: their types, for Parquet and for the Hub, and their values. */
package io.medsift.export.columns;
