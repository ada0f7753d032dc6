/** Statistics of a dataset, and the dataset card that shows them. */
package io.medsift.export.card;
