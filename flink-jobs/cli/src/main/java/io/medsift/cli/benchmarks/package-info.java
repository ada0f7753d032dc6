/** {@code medsift benchmarks}: builds evaluation indexes. */
package io.medsift.cli.benchmarks;
