/** Text made fit to be looked at: excerpts, marks, word differences, harmless characters. */
package io.medsift.review.text;
