/** The commands that make centroids: embed prompts, train, and what follows. */
package io.medsift.cli.centroids;
