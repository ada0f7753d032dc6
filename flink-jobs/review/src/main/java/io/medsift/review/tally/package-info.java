/** Figures and examples of a run, counted in one pass over its results in bounded memory. */
package io.medsift.review.tally;
