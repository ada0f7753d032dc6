/** Answers on the first or last lines, which no words announce. */
package io.medsift.answers.closing;
