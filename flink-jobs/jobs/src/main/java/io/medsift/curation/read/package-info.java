/** From the topic to samples: ranks, and dead letters for what is not a sample. */
package io.medsift.curation.read;
