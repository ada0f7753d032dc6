/** How a command ends: exit codes and failures with advice. */
package io.medsift.cli.outcome;
