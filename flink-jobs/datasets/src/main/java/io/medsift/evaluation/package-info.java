/** Evaluation sets in the layouts in which they are published. */
package io.medsift.evaluation;
