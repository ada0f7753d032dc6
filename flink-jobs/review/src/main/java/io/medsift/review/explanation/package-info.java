/** Explains a verdict by its evidence and by the samples that it names. */
package io.medsift.review.explanation;
