/** Evidence of a verdict beside the texts that it is about, for a page or a terminal. */
package io.medsift.review.evidence;
