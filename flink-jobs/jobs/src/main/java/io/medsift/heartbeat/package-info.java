/** Control records that carry time through partitions in which no samples arrive. */
package io.medsift.heartbeat;
