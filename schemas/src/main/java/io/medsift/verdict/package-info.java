/** The verdict on a sample: decision, reason, evidence and position in the topic. */
package io.medsift.verdict;
