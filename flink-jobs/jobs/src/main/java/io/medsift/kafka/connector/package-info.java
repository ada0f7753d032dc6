/** Sources and sinks on Kafka: read committed and written exactly once. */
package io.medsift.kafka.connector;
