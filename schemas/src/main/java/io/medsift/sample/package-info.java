/** Samples as producers write them to the topic {@code samples}. */
package io.medsift.sample;
