/**
 * Files of rows into topics of samples, each row once: what is written and how far a file was read
 * are committed in one transaction.
 */
package io.medsift.ingest;
