/** Finds an evaluation item in a text that someone has changed: mistyped, cut, reworded. */
package io.medsift.decontamination.alignment;
