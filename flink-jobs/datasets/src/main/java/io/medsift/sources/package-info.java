/** Makes samples of rows: a mapping for each dataset that the recipes name. */
package io.medsift.sources;
