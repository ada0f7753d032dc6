/**
 * Labels for clusters, through the command line, from a server that fails and a process that dies.
 */
package io.medsift.labelling;
