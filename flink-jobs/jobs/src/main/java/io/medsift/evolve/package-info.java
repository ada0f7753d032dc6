/** The evolution job: turns seed prompts into evolved prompts with reference answers. */
package io.medsift.evolve;
