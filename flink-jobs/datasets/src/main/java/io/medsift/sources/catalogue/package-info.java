/**
 * The sources that ship with Medsift, one mapping each; {@link
 * io.medsift.sources.catalogue.Sources} lists them.
 */
package io.medsift.sources.catalogue;
