/** The page that tells people what is in a dataset, and its pictures. */
package io.medsift.export.card;
