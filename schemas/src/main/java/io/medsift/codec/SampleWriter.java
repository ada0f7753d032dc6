package io.medsift.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.medsift.sample.Annotations;
import io.medsift.sample.EquivalenceAnnotation;
import io.medsift.sample.JudgeAnnotation;
import io.medsift.sample.Reference;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes samples as {@code samples.schema.json} has them, on one line. What is null or empty is
 * left out, so that {@link SampleParser} reads an equal sample. Thread-safe.
 */
public final class SampleWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int INITIAL = 4096;

  private SampleWriter() {}

  /** The sample in UTF-8, without a line break. Its texts are Unicode. */
  public static byte[] write(Sample sample) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(INITIAL)) {
      try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
        write(sample, json);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static void write(Sample sample, JsonGenerator json) throws IOException {
    json.writeStartObject();
    text(json, "id", sample.id());
    text(json, "source", sample.source());
    text(json, "source_row", sample.sourceRow());
    text(json, "track", sample.track());
    text(json, "prompt", sample.prompt());
    history(json, sample);
    text(json, "system", sample.system());
    options(json, sample);
    reference(json, sample.reference());
    text(json, "reasoning", sample.reasoning());
    text(json, "response", sample.response());
    text(json, "label", sample.label());
    text(json, "generator", sample.generator());
    text(json, "license", sample.license());
    text(json, "upstream_source", sample.upstreamSource());
    annotations(json, sample.annotations());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void history(JsonGenerator json, Sample sample) throws IOException {
    if (sample.history().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("history");
    for (Turn turn : sample.history()) {
      json.writeStartObject();
      text(json, "role", turn.role());
      text(json, "content", turn.content());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void options(JsonGenerator json, Sample sample) throws IOException {
    if (sample.options().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : sample.options().entrySet()) {
      text(json, option.getKey(), option.getValue());
    }
    json.writeEndObject();
  }

  private static void reference(JsonGenerator json, Reference reference) throws IOException {
    if (reference == null) {
      return;
    }
    json.writeObjectFieldStart("reference");
    text(json, "kind", reference.kind().wireName());
    text(json, "value", reference.value());
    json.writeEndObject();
  }

  private static void annotations(JsonGenerator json, Annotations annotations) throws IOException {
    JudgeAnnotation judge = annotations.judge();
    EquivalenceAnnotation equivalence = annotations.equivalence();
    if (judge == null && equivalence == null) {
      return;
    }
    json.writeObjectFieldStart("annotations");
    if (judge != null) {
      json.writeObjectFieldStart("judge");
      json.writeNumberField("score", judge.score());
      text(json, "model", judge.model());
      text(json, "prompt_version", judge.promptVersion());
      json.writeEndObject();
    }
    if (equivalence != null) {
      json.writeObjectFieldStart("equivalence");
      json.writeBooleanField("equivalent", equivalence.equivalent());
      text(json, "model", equivalence.model());
      text(json, "prompt_version", equivalence.promptVersion());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
