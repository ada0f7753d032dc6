/** The reference answer in the form in which it is compared. */
package io.medsift.answers.gold;
