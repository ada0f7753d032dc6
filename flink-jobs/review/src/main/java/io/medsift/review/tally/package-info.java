/** What the page shows, counted in one pass over the results, in memory that does not grow. */
package io.medsift.review.tally;
