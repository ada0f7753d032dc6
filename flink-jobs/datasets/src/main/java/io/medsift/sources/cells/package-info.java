/** What datasets put into a column, read in all the forms that were seen. */
package io.medsift.sources.cells;
