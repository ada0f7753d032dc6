/** The dataset folder: what lies in it, and how it goes from one export to the next at once. */
package io.medsift.export.directory;
