/** The jobs that make samples, end to end: a real broker, a real cluster, a model behind HTTP. */
package io.medsift.generation;
