/** Normal form of a text: without LaTeX, markup and letter case; and its words. */
package io.medsift.answers.text;
