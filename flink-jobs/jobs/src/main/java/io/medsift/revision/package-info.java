/** The topic of revisions: later decisions on samples that have a verdict, written and read. */
package io.medsift.revision;
