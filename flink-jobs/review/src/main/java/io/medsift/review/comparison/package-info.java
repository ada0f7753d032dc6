/** Compares the verdicts of two runs over the same samples. */
package io.medsift.review.comparison;
