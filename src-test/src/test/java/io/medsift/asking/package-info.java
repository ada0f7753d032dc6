/** The stage that asks models, on a real broker, a real cluster and a server that fails. */
package io.medsift.asking;
