/**
 * Embeddings on disk: a directory of parts, each with the vectors, the prompts and their ids, that
 * is written once and then read through memory maps.
 *
 * <p>Prompts are in the order of their ids, which are hashes of their text. So the order depends on
 * the prompts alone, any run of them is a random sample, and the part of a prompt is known before
 * any other prompt is.
 */
package io.medsift.embedding.store;
