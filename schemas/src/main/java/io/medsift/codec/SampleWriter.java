package io.medsift.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.medsift.json.WireJson;
import io.medsift.sample.Annotations;
import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Annotations.LeakAnnotation;
import io.medsift.sample.Annotations.SkippedAnnotation;
import io.medsift.sample.Generation;
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
  private static final JsonFactory FACTORY = WireJson.factory().build();
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
    generation(json, sample.generation());
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
    if (annotations.equals(Annotations.EMPTY)) {
      return;
    }
    json.writeObjectFieldStart("annotations");
    judge(json, annotations.judge());
    equivalence(json, annotations.equivalence());
    leak(json, annotations.leak());
    SkippedAnnotation skipped = annotations.skipped();
    if (skipped != null) {
      json.writeObjectFieldStart("skipped");
      text(json, "gate", skipped.gate());
      text(json, "reason", skipped.reason());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void judge(JsonGenerator json, JudgeAnnotation judge) throws IOException {
    if (judge == null) {
      return;
    }
    json.writeObjectFieldStart("judge");
    json.writeNumberField("score", judge.score());
    text(json, "model", judge.model());
    text(json, "prompt_version", judge.promptVersion());
    text(json, "rationale", judge.rationale());
    count(json, "prompt_tokens", judge.promptTokens());
    count(json, "completion_tokens", judge.completionTokens());
    text(json, "request", judge.request());
    json.writeEndObject();
  }

  private static void equivalence(JsonGenerator json, EquivalenceAnnotation equivalence)
      throws IOException {
    if (equivalence == null) {
      return;
    }
    json.writeObjectFieldStart("equivalence");
    json.writeBooleanField("equivalent", equivalence.equivalent());
    text(json, "model", equivalence.model());
    text(json, "prompt_version", equivalence.promptVersion());
    text(json, "extracted", equivalence.extracted());
    count(json, "prompt_tokens", equivalence.promptTokens());
    count(json, "completion_tokens", equivalence.completionTokens());
    text(json, "request", equivalence.request());
    json.writeEndObject();
  }

  private static void leak(JsonGenerator json, LeakAnnotation leak) throws IOException {
    if (leak == null) {
      return;
    }
    json.writeObjectFieldStart("leak");
    text(json, "benchmarks", leak.benchmarks());
    text(json, "vectors", leak.vectors());
    json.writeNumberField("floor", leak.floor());
    json.writeNumberField("candidates", leak.candidates());
    json.writeArrayFieldStart("items");
    for (LeakAnnotation.Item item : leak.items()) {
      json.writeStartObject();
      text(json, "set", item.set());
      text(json, "item", item.item());
      text(json, "text", item.text());
      json.writeNumberField("similarity", item.similarity());
      if (item.same() != null) {
        json.writeBooleanField("same", item.same());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    text(json, "model", leak.model());
    text(json, "prompt_version", leak.promptVersion());
    text(json, "rationale", leak.rationale());
    count(json, "prompt_tokens", leak.promptTokens());
    count(json, "completion_tokens", leak.completionTokens());
    text(json, "request", leak.request());
    json.writeEndObject();
  }

  private static void generation(JsonGenerator json, Generation generation) throws IOException {
    if (generation == null) {
      return;
    }
    json.writeObjectFieldStart("generation");
    text(json, "prompt_id", generation.promptId());
    count(json, "index", generation.index());
    count(json, "responses", generation.responses());
    count(json, "seed", generation.seed());
    number(json, "temperature", generation.temperature());
    number(json, "top_p", generation.topP());
    count(json, "max_tokens", generation.maxTokens());
    text(json, "finish_reason", generation.finishReason());
    if (generation.truncated() != null) {
      json.writeBooleanField("truncated", generation.truncated());
    }
    count(json, "prompt_tokens", generation.promptTokens());
    count(json, "completion_tokens", generation.completionTokens());
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, String name, Long value) throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, Double value) throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }
}
