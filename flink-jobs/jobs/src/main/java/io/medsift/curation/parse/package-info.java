/** From bytes to samples; what is not a sample leaves here as a dead letter. */
package io.medsift.curation.parse;
