/** Recovery: the state from which a run starts, and what it must not skip or repeat. */
package io.medsift.recovery;
