/** The commands that make centroids, from prompts to labels. */
package io.medsift.integration.centroids;
