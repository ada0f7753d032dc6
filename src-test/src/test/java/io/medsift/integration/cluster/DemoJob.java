package io.medsift.integration.cluster;

import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.process.JobCommand;
import io.medsift.testkit.scenario.DemoSamples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the job through every gate.
 *
 * @param benchmarks index of the demo's evaluation sets
 */
record DemoJob(Path benchmarks) {

  /** Builds the index under {@code directory}. */
  static DemoJob prepare(Path directory) throws Exception {
    return new DemoJob(DemoSamples.benchmarks(directory.resolve("benchmarks")));
  }

  /** A run over what the topic holds. */
  List<String> bounded(CurationTopics topics) {
    List<String> arguments = new ArrayList<>(unbounded(topics));
    arguments.addAll(List.of("--bounded", "true"));
    return arguments;
  }

  /** A run over a part of it. */
  List<String> bounded(CurationTopics topics, String from, String until) {
    List<String> arguments = new ArrayList<>(bounded(topics));
    arguments.addAll(List.of("--from", from, "--until", until));
    return arguments;
  }

  /** A run over what the topic holds, with the clusters of prompts that an earlier one found. */
  List<String> replay(CurationTopics topics, CurationTopics first) {
    List<String> arguments = new ArrayList<>(bounded(topics));
    arguments.addAll(List.of("--clusters-from", first.accepted() + "," + first.rejected()));
    return arguments;
  }

  /** A run that waits for more. */
  List<String> unbounded(CurationTopics topics) {
    return JobCommand.of(
        topics,
        "recommended",
        "--benchmarks",
        benchmarks.toString(),
        "--centroids",
        DemoSamples.centroids().toAbsolutePath().normalize().toString());
  }
}
