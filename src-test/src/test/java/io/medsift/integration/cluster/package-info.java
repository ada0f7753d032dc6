/** The jobs on a real Flink cluster: crashes, upgrades, security, monitoring. */
package io.medsift.integration.cluster;
