package io.medsift.cli.artifact;

import java.io.IOException;
import java.nio.file.Path;

/** Origin of an artifact of a run. */
@FunctionalInterface
public interface ArtifactSource {
  /** No artifact: the recipe needs none. */
  ArtifactSource NONE = work -> null;

  /**
   * The directory of the artifact, made under {@code work} if it has to be made; null if the recipe
   * needs none.
   */
  Path prepare(Path work) throws IOException;
}
