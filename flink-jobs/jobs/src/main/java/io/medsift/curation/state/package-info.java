/** What all operators that keep state share: the order of samples and the version of the state. */
package io.medsift.curation.state;
