/** Curated rows as a dataset folder that training code and the Hub read as it lies. */
package io.medsift.export;
