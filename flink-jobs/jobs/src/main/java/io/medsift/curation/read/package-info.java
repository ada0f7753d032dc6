/** From the topic to ranked records: positions, watermarks, and the total order. */
package io.medsift.curation.read;
