/**
 * What all gates share: a sample on its way, a gate's ruling, and the rows that verdicts become.
 */
package io.medsift.curation.gate;
