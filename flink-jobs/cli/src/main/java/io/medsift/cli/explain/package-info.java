/** One sample, its verdict, and what decided, found by id or position. */
package io.medsift.cli.explain;
