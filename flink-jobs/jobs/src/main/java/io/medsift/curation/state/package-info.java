/** Shared by all operators with state: the order of samples and the version of the state. */
package io.medsift.curation.state;
