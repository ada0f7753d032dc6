package io.medsift.cli.run;

import io.medsift.cli.input.LoadedSamples;
import io.medsift.cli.output.Conservation;

/**
 * A run that succeeded.
 *
 * @param jobSeconds from submission of the job to its end
 * @param seconds of the whole run
 */
public record RunOutcome(
    LoadedSamples loaded, Conservation conservation, double jobSeconds, double seconds) {}
