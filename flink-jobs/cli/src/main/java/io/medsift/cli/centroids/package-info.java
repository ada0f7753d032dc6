/** The commands that make centroids, give them labels and show them. */
package io.medsift.cli.centroids;
