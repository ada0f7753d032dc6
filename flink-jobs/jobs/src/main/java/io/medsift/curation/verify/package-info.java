/** The gate that checks the final answer against the reference. */
package io.medsift.curation.verify;
