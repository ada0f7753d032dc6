/** Placeholder until the first algorithm lands. */
package io.medsift;
