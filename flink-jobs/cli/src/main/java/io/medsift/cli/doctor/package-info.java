/** Checks of brokers, topics, transactions and jobs: what is wrong and what to do. */
package io.medsift.cli.doctor;
