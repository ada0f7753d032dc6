/** The recipe, evaluation index and centroids that a command is to use, from its arguments. */
package io.medsift.cli.artifact;
