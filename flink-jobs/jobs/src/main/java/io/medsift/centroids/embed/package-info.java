/**
 * The embedding job: prompts of files or a topic, each distinct one once, into an embedding store.
 *
 * <p>Ids of prompts are cut into ranges, one part of the store each. A part is embedded in one go
 * when all its prompts are known, and appears whole. So nothing but whole parts has to survive a
 * crash: the job starts again, reads everything again, and drops what belongs to parts that are
 * there.
 */
package io.medsift.centroids.embed;
