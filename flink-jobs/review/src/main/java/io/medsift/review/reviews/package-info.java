/** What people think of verdicts: their reviews, the draw of samples to review, and precision. */
package io.medsift.review.reviews;
