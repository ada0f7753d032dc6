/** Figures and a page about the centroids of the domain gate. */
package io.medsift.review.centroids;
