/** What a dataset says about its contamination: what was checked, how well, and what was not. */
package io.medsift.export.contamination;
