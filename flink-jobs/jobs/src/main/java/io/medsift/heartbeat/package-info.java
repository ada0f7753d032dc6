/** Heartbeats: records that move event time on in partitions where no sample comes. */
package io.medsift.heartbeat;
