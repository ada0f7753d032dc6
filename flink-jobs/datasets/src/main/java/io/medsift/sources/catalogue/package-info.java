/** The sources that ship with Medsift, one mapping each; {@code Catalogue} lists them. */
package io.medsift.sources.catalogue;
