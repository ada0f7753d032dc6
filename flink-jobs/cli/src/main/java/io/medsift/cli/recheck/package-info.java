/** {@code medsift recheck}: what was curated, decided again under evaluation sets that are new. */
package io.medsift.cli.recheck;
