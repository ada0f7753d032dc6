/** Reads verdicts back: what became of each sample, why, and how two runs differ. */
package io.medsift.review;
