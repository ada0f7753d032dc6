/**
 * Targets of a coverage-guided fuzzer (Jazzer): what reads bytes that somebody else wrote. Each
 * says what must hold for every input; an exception that is not the documented one is a finding.
 *
 * <p>{@code src-test/fuzz TARGET SECONDS} runs one.
 */
package io.medsift.fuzz;
