/** Exports as their users see them: from a broker or a run, read by another program. */
package io.medsift.dataset;
