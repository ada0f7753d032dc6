/** The parts of the page. All text that comes from samples goes through one escape. */
package io.medsift.review.html;
