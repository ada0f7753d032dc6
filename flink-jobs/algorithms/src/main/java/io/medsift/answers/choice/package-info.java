/** Answers that are options, by letter or by text. */
package io.medsift.answers.choice;
