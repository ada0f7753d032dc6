/**
 * Reads verdicts back: the outcome of each sample, the reasons, and the differences of two runs.
 */
package io.medsift.review;
