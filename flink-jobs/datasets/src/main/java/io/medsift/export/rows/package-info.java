/** The rows to export: where they come from, which are new, and their order. */
package io.medsift.export.rows;
