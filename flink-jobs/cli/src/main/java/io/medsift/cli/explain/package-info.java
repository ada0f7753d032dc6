/** One sample, its verdict, and the evidence, found by id or position. */
package io.medsift.cli.explain;
