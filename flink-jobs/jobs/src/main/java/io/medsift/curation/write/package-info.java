/** From rows to the three topics, in one transaction per checkpoint. */
package io.medsift.curation.write;
