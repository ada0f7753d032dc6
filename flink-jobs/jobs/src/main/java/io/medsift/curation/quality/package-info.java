/** The gate that looks at the form of a sample. */
package io.medsift.curation.quality;
