/** The gate that rejects prompts which repeat items of evaluation sets. */
package io.medsift.curation.decontaminate;
