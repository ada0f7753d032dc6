/** Finds the verdict on a sample by its id, its position or its reason, in topics and in files. */
package io.medsift.review.verdicts;
