/** Answers that are a number with a unit. */
package io.medsift.answers.number;
