/** The curation job as a Flink cluster runs it: options, connection, main class. */
package io.medsift.cluster;
