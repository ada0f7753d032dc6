/** Runs a job on a cluster inside this process. */
package io.medsift.cli.job;
