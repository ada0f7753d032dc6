package io.medsift.decontamination.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.medsift.storage.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An evaluation set and the bytes that stand for it in an index: one JSON object a line with the
 * keys {@code id, question, options, answer}, the last two left out where there is none. The same
 * items give the same bytes.
 */
final class StoredEvaluationSet {
  // Escapes keep even an unpaired surrogate, which UTF-8 cannot hold.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final EvaluationSet set;
  private final byte[] bytes;

  private StoredEvaluationSet(EvaluationSet set, byte[] bytes) {
    this.set = set;
    this.bytes = bytes;
  }

  static StoredEvaluationSet of(String name, List<EvaluationItem> items) {
    byte[] bytes = serialize(items);
    return new StoredEvaluationSet(new EvaluationSet(name, items, Sha256.of(bytes)), bytes);
  }

  EvaluationSet set() {
    return set;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Identifies sets by name, order and content. */
  static String fingerprint(List<EvaluationSet> sets) {
    StringBuilder text = new StringBuilder();
    for (EvaluationSet set : sets) {
      text.append(set.checksum()).append(' ').append(set.name()).append('\n');
    }
    String digest = Sha256.of(text.toString().getBytes(UTF_8));
    return "benchmarks-v" + BenchmarkDirectory.Manifest.VERSION + "-" + digest.substring(0, 16);
  }

  private static byte[] serialize(List<EvaluationItem> items) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.setRootValueSeparator(null);
      for (EvaluationItem item : items) {
        write(item, json);
        json.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(EvaluationItem item, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", item.id());
    json.writeStringField("question", item.question());
    if (!item.options().isEmpty()) {
      json.writeObjectFieldStart("options");
      for (EvaluationItem.Option option : item.options()) {
        json.writeStringField(option.label(), option.text());
      }
      json.writeEndObject();
    }
    if (item.answer().isPresent()) {
      json.writeStringField("answer", item.answer().get());
    }
    json.writeEndObject();
  }
}
