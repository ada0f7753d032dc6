/** Checks of the form of a sample, whatever it says. */
package io.medsift.quality;
