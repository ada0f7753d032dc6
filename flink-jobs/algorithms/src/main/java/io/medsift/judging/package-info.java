/** Replies of judges: scores and truth values, read strictly and never guessed. */
package io.medsift.judging;
