/** Checks of what a person typed, in the same words and with the same exit code everywhere. */
package io.medsift.cli.argument;
