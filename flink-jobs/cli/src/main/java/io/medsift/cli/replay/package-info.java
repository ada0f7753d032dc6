/** The job over a part of the log again, into topics of its own, and how the verdicts compare. */
package io.medsift.cli.replay;
