/**
 * Measurements, each a main class that prints what it measured. None is a test: machines are noisy,
 * so only figures of one run may be compared.
 */
package io.medsift.benchmark;
