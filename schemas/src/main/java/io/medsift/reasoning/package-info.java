/** Reasoning traces: where a model's thinking ends and its answer begins. */
package io.medsift.reasoning;
