/** What decided on a sample, made ready to be shown on a page or in a terminal. */
package io.medsift.review.evidence;
