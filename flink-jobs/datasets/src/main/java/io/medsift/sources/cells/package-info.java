/** Values of columns, read in all the forms that datasets were seen to use. */
package io.medsift.sources.cells;
