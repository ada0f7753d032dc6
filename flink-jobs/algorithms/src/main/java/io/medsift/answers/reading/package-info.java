/** A piece of a response, read as an answer. */
package io.medsift.answers.reading;
