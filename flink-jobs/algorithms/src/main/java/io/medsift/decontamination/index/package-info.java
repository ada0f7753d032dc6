/** Evaluation sets, and the index directory that holds them. */
package io.medsift.decontamination.index;
