/** Checks that every sample of a part of a topic has exactly one verdict. */
package io.medsift.review.audit;
