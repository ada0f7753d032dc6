/** What the console looks at: topics that it follows, or the results of a run. */
package io.medsift.console.stream;
