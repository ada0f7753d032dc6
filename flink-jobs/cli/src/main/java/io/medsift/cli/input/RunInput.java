package io.medsift.cli.input;

import io.medsift.rows.RowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Input of a run over files. */
public sealed interface RunInput permits SampleFiles, SourceFiles {

  /** The files, in the order in which they are read. */
  List<RowFile> files();

  /**
   * Adds their samples to a topic.
   *
   * @param out directory of the run, for what is not a sample
   * @throws IOException if a file cannot be read to its end; the message names it
   */
  LoadedSamples load(SampleTopic topic, Path out) throws IOException, InterruptedException;
}
