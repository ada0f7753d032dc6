/** Bytes to records and back: the one place that reads and writes the wire format. */
package io.medsift.codec;
