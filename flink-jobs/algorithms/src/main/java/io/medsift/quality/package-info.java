/** What can be wrong with the form of a sample, whatever it says. */
package io.medsift.quality;
