/** An index of verdicts that grows with the topics: filters, counts, search in the texts. */
package io.medsift.console.index;
