/** The data that the console shows: topics that it follows, or the results of a run. */
package io.medsift.console.stream;
