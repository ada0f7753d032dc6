/** A Kafka broker and a Flink cluster inside this process, on loopback. */
package io.medsift.cli.embedded;
