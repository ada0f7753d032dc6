/** Things that a process holds once, however many operators use them. */
package io.medsift.sharing;
