/** Ingest on a real broker: in processes that are killed. */
package io.medsift.ingest;
