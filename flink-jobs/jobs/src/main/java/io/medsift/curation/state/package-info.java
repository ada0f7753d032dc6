/** What all operators that keep state share. */
package io.medsift.curation.state;
