/** Real files of rows through the mappings of their sources. */
package io.medsift.datasets;
