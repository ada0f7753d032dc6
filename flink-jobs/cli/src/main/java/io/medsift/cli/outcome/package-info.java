/** The end of a command: exit codes and failures with advice. */
package io.medsift.cli.outcome;
