/** Pages on which people judge verdicts, and what their reviews come to. */
package io.medsift.console.reviews;
