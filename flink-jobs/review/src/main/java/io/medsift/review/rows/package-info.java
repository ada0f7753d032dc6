/**
 * Rows that curation wrote, in files and topics: where each stands and which sample it is about.
 */
package io.medsift.review.rows;
