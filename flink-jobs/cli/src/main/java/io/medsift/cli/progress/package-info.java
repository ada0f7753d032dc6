/** Progress of running jobs, read from their own counters. */
package io.medsift.cli.progress;
