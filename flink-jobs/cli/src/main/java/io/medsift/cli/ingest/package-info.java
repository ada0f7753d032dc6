/** The command that puts files of datasets into topics. */
package io.medsift.cli.ingest;
