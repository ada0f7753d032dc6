/** Files of samples into the topic of samples. */
package io.medsift.cli.input;
