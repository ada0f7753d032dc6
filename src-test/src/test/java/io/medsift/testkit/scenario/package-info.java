/** Samples, the topics that they go through, and the verdicts that come back. */
package io.medsift.testkit.scenario;
