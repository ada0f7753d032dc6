/** Connections to Kafka: client settings, and checks of why a broker refuses a client. */
package io.medsift.kafka;
