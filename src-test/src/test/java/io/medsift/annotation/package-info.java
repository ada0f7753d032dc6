/**
 * The annotation job as people run it: a command between topics, killed, against a server that
 * fails.
 */
package io.medsift.annotation;
