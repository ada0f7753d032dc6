/** The command that serves the review console. */
package io.medsift.cli.console;
