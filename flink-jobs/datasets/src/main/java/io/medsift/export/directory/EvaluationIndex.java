package io.medsift.export.directory;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The evaluation sets that prompts were compared with: names and sizes, which verdicts do not say.
 *
 * @param fingerprint of the index, as verdicts bear it
 */
public record EvaluationIndex(String fingerprint, List<SetSize> sets) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public EvaluationIndex {
    requireNonNull(fingerprint, "fingerprint is null");
    sets = List.copyOf(sets);
  }

  /**
   * A set.
   *
   * @param hits prompts that were rejected because they repeat an item of it; null where nobody
   *     counted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SetSize(String name, int items, Long hits) {}

  /** Writes the file. */
  public void write(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  /** Reads what {@link #write(Path)} wrote. */
  public static EvaluationIndex read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), EvaluationIndex.class);
  }
}
