/** Rows of files, whatever the format: read one by one, in memory that does not grow. */
package io.medsift.rows;
