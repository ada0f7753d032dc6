/** What Medsift says of a sample: decision, reason and evidence, and where it stood in the log. */
package io.medsift.verdict;
