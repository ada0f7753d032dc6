package io.medsift.codec;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.medsift.sample.Annotations;
import io.medsift.sample.Generation;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one sample in one pass over the tokens of its record. */
final class SampleReader {
  private final JsonParser json;
  private final JsonValues values;

  private String id;
  private String source;
  private String sourceRow;
  private String track;
  private String prompt;
  private List<Turn> history = List.of();
  private String system;
  private Map<String, String> options = Map.of();
  private Reference reference;
  private String reasoning;
  private String response;
  private String label;
  private String generator;
  private String license;
  private String upstreamSource;
  private Annotations annotations = Annotations.EMPTY;
  private Generation generation;

  SampleReader(JsonParser json) {
    this.json = json;
    this.values = new JsonValues(json);
  }

  Sample readDocument() throws IOException, MalformedSampleException {
    Sample sample = readObject();
    if (json.nextToken() != null) {
      throw new MalformedSampleException("there is more text after the JSON object");
    }
    return sample;
  }

  /** Reads the value that comes next, and no further. */
  Sample readObject() throws IOException, MalformedSampleException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new MalformedSampleException(
          "the record must be a JSON object, got "
              + (first == null ? "nothing" : JsonValues.kind(first)));
    }
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      readField(name);
    }
    return new Sample(
        JsonValues.required("id", id),
        JsonValues.required("source", source),
        sourceRow,
        JsonValues.required("track", track),
        JsonValues.required("prompt", prompt),
        history,
        system,
        options,
        reference,
        reasoning,
        response,
        label,
        generator,
        license,
        upstreamSource,
        annotations,
        generation);
  }

  private void readField(String name) throws IOException, MalformedSampleException {
    switch (name) {
      case "id" -> id = values.text(name);
      case "source" -> source = values.text(name);
      case "source_row" -> sourceRow = values.textOrInteger(name);
      case "track" -> track = values.text(name);
      case "prompt" -> prompt = values.text(name);
      case "history" -> history = turns(name);
      case "system" -> system = values.text(name);
      case "options" -> options = options(name);
      case "reference" -> reference = reference(name);
      case "reasoning" -> reasoning = values.text(name);
      case "response" -> response = values.text(name);
      case "label" -> label = values.text(name);
      case "generator" -> generator = values.text(name);
      case "license" -> license = values.text(name);
      case "upstream_source" -> upstreamSource = values.text(name);
      case "annotations" -> annotations = new AnnotationsReader(json, values).read(name);
      case "generation" -> generation = generation(name);
      default -> values.skip(name);
    }
  }

  /** Reads the turns that the parser is at; {@code path} names them. */
  List<Turn> turns(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return List.of();
    }
    values.expectList(path, "a list of {role, content}");
    List<Turn> turns = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String at = path + "[" + turns.size() + "]";
      values.expectObject(at, "an object {role, content}");
      String role = null;
      String content = null;
      for (String name = values.nextField(); name != null; name = values.nextField()) {
        switch (name) {
          case "role" -> role = values.text(at + ".role");
          case "content" -> content = values.text(at + ".content");
          default -> values.skip(at + "." + name);
        }
      }
      turns.add(
          new Turn(
              JsonValues.required(at + ".role", role),
              JsonValues.present(at + ".content", content)));
    }
    return turns;
  }

  private Map<String, String> options(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return Map.of();
    }
    values.expectObject(path, "an object of option letter to option text");
    Map<String, String> read = new LinkedHashMap<>();
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      String letter = JsonValues.checked(path, name);
      String at = path + "." + Text.quoted(letter);
      read.put(letter, JsonValues.present(at, values.text(at)));
    }
    return read;
  }

  private Reference reference(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectObject(path, "an object {kind, value}");
    String kind = null;
    String value = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      switch (name) {
        case "kind" -> kind = values.text(path + ".kind");
        case "value" -> value = values.text(path + ".value");
        default -> values.skip(path + "." + name);
      }
    }
    ReferenceKind parsed = referenceKind(path + ".kind", JsonValues.required(path + ".kind", kind));
    if (parsed != ReferenceKind.NONE) {
      JsonValues.required(path + ".value", value);
    }
    return new Reference(parsed, value);
  }

  private static ReferenceKind referenceKind(String path, String value)
      throws MalformedSampleException {
    for (ReferenceKind kind : ReferenceKind.values()) {
      if (kind.wireName().equals(value)) {
        return kind;
      }
    }
    throw new MalformedSampleException(
        format(
            "field '%s' must be one of letter, text, long, none, got '%s'",
            path, Text.quoted(value)));
  }

  private Generation generation(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectObject(path, "an object");
    String promptId = null;
    Long index = null;
    Long responses = null;
    Long seed = null;
    Double temperature = null;
    Double topP = null;
    Long maxTokens = null;
    String finishReason = null;
    Boolean truncated = null;
    Long promptTokens = null;
    Long completionTokens = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      String at = path + "." + name;
      switch (name) {
        case "prompt_id" -> promptId = values.text(at);
        case "index" -> index = values.count(at);
        case "responses" -> responses = values.count(at);
        case "seed" -> seed = values.integer(at);
        case "temperature" -> temperature = values.number(at);
        case "top_p" -> topP = values.number(at);
        case "max_tokens" -> maxTokens = values.count(at);
        case "finish_reason" -> finishReason = values.text(at);
        case "truncated" -> truncated = values.flag(at);
        case "prompt_tokens" -> promptTokens = values.count(at);
        case "completion_tokens" -> completionTokens = values.count(at);
        default -> values.skip(at);
      }
    }
    return new Generation(
        promptId,
        index,
        responses,
        seed,
        temperature,
        topP,
        maxTokens,
        finishReason,
        truncated,
        promptTokens,
        completionTokens);
  }
}
