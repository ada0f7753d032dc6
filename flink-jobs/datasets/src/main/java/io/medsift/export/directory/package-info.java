/** The dataset folder: its content, and the atomic step from one export to the next. */
package io.medsift.export.directory;
