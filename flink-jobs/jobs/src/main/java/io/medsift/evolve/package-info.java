/** The evolution job: seed prompts in, evolved prompts with reference answers out. */
package io.medsift.evolve;
