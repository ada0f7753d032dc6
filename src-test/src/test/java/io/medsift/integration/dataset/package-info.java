/** Rows of published datasets in, datasets out. */
package io.medsift.integration.dataset;
