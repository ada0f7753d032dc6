/** The generation job: asks a model for several responses to each prompt. */
package io.medsift.generation;
