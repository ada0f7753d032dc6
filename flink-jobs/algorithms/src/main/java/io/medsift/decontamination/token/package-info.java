/** Texts and evaluation items as numbered tokens and weighted grams, for the calibrated rule. */
package io.medsift.decontamination.token;
