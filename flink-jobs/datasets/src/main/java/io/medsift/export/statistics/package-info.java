/** Counts of what was exported, added up row by row and export by export. */
package io.medsift.export.statistics;
