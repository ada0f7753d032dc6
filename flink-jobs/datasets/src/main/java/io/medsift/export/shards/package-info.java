/** Writes the files of rows, several at a time. */
package io.medsift.export.shards;
