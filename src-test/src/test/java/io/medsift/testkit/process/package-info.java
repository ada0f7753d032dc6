/** Processes that tests start and end: Flink, brokers, the command line, proxies between them. */
package io.medsift.testkit.process;
