/** Options that name brokers, topics and parts of them. */
package io.medsift.cli.topic;
