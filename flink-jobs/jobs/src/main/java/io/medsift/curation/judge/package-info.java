/** The gate that compares a judge's score with the recipe's minimum. */
package io.medsift.curation.judge;
