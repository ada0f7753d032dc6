/**
 * The job that decides again what was curated, under evaluation sets that were published later, and
 * revises the verdicts that no longer hold.
 *
 * <p>It reads the samples in the order of a replay, and takes from the written verdicts what the
 * evaluation sets cannot change. What is left is what can differ:
 *
 * <ol>
 *   <li>samples that were accepted, or rejected as duplicates, are compared with the new index;
 *   <li>samples that were rejected for the old index are too, where a rule weighs words by all
 *       items of an index, and pass the other gates if the new index no longer finds them;
 *   <li>what is left is deduplicated again, by the operators of the curation job;
 *   <li>where the outcome is another than the written one, {@link
 *       io.medsift.recheck.ReviseFunction} writes a revision.
 * </ol>
 *
 * <p>So accepted less revoked and reinstated is what a replay with the new index accepts.
 */
package io.medsift.recheck;
