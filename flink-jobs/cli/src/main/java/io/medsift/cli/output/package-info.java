/** The three topics into files, and the proof that every line of the input is in one of them. */
package io.medsift.cli.output;
