/** The part of a response that can hold its final answer. */
package io.medsift.answers.response;
