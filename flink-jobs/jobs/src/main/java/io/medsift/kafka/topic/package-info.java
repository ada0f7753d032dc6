/** Records of topics: ranges by offset, scans, positions in headers, heartbeats. */
package io.medsift.kafka.topic;
