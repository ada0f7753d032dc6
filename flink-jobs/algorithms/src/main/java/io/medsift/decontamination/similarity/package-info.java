/** Longest common subsequences of a prompt and the evaluation items, for the fuzzy rule. */
package io.medsift.decontamination.similarity;
