/** Leaks planted from the items of an evaluation set, to measure what a rule finds of them. */
package io.medsift.decontamination.probe;
