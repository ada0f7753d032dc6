/** The generation job: prompts in, several answers of a model to each out. */
package io.medsift.generation;
