/** Items of an index as vectors of an encoder, and the search for the nearest of them. */
package io.medsift.decontamination.semantic;
