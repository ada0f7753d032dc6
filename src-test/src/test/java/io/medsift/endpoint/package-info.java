/**
 * A server that speaks the chat completions protocol and fails as real ones do, on request. Counts
 * what was asked and what was answered.
 */
package io.medsift.endpoint;
