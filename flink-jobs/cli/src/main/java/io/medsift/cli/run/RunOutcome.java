package io.medsift.cli.run;

import io.medsift.cli.input.LoadedSamples;
import io.medsift.decontamination.index.BenchmarkIndex;

/**
 * A run that succeeded.
 *
 * @param evaluation the sets that prompts were compared with; null where none were
 * @param jobSeconds from submission of the job to its end
 * @param seconds of the whole run
 */
public record RunOutcome(
    LoadedSamples loaded,
    Conservation conservation,
    BenchmarkIndex.Summary evaluation,
    double jobSeconds,
    double seconds) {}
