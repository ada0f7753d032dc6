/** {@code medsift export}: from topics, or from the files of a run, to a dataset folder. */
package io.medsift.cli.export;
