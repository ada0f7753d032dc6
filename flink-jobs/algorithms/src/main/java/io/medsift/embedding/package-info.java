/**
 * Texts to unit vectors: a WordPiece tokenizer in plain Java and an ONNX Runtime session of a BERT
 * sentence model.
 *
 * <p>One session serves a process ({@link io.medsift.embedding.SharedEncoder}); each caller embeds
 * one text at a time on its own thread. Batches with padding were measured to be slower.
 */
package io.medsift.embedding;
