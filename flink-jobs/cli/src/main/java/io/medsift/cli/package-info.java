/** The command line: {@code medsift run}, {@code demo}, {@code up}, {@code benchmarks build}. */
package io.medsift.cli;
