/** Reviews of verdicts: the draw of samples to review, the judgements, and precision. */
package io.medsift.review.reviews;
