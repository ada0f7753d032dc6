package io.medsift.cli.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A small JSON file in the directory of a command that can be resumed.
 *
 * @param advice what to do if the file is damaged, a sentence
 */
public record SavedJson<T>(Path file, Class<T> type, String advice) {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Returns what was saved; empty if nothing was.
   *
   * @throws CommandFailedException if the file is damaged
   */
  public Optional<T> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), type));
    } catch (JsonProcessingException e) {
      throw new CommandFailedException(
          "the directory %s holds a damaged %s".formatted(file.getParent(), file.getFileName()),
          advice,
          e);
    }
  }

  /** Saves a value in place of an earlier one. */
  public void write(T value) throws IOException {
    AtomicFile.write(file, JSON.writeValueAsBytes(value));
  }
}
