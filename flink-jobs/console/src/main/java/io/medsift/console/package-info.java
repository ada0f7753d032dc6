/** The review console: a web page on the verdicts of a stream. */
package io.medsift.console;
