/**
 * Base of all gates: a sample between gates, a gate's decision, and the rows that verdicts become.
 */
package io.medsift.curation.gate;
