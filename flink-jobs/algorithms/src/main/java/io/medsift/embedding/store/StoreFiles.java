package io.medsift.embedding.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The names of a store's files, and how its JSON is read and written. */
final class StoreFiles {

  static final String PLAN = "plan.json";
  static final String MANIFEST = "manifest.json";
  static final String PART = ".embeddings";
  static final String PARTIAL = ".partial";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StoreFiles() {}

  static String part(int part) {
    return String.format(Locale.ROOT, "part-%05d", part) + PART;
  }

  static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), type);
    } catch (JacksonException e) {
      throw new InvalidStoreException(
          file + " cannot be read: " + e.getOriginalMessage() + ": embed again into another --out",
          e);
    }
  }

  /** Writes a file that is there complete or not at all, also after a loss of power. */
  static void write(Path file, Object content) throws IOException {
    AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
  }
}
