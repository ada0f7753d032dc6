/** How far a running job is, read from its own counters. */
package io.medsift.cli.progress;
