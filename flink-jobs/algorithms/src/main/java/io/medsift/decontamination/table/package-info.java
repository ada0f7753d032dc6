/** Hash tables, lists and sets of primitive values for the hot loops of the rules. */
package io.medsift.decontamination.table;
