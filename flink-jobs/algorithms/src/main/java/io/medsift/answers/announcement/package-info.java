/** Answers that words announce: "the answer is C", 故选C. */
package io.medsift.answers.announcement;
