/** {@code report.html}: one page, without outside resources or scripts, from the three results. */
package io.medsift.review.report;
