/**
 * Texts to unit vectors: a WordPiece tokenizer in plain Java and an ONNX Runtime session of a BERT
 * sentence model.
 *
 * <p>One session serves a process ({@link io.medsift.embedding.SharedEncoder}); each caller embeds
 * on its own thread. Several texts share a run of the model as one matrix of tokens, without
 * padding, where its graph is understood; batches with padding were measured to be slower.
 */
package io.medsift.embedding;
