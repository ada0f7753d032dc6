package io.medsift.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.medsift.sample.Annotations;
import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Annotations.LeakAnnotation;
import io.medsift.sample.Annotations.SkippedAnnotation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the annotations of a sample, as part of the one pass of {@link SampleReader}. */
final class AnnotationsReader {
  private final JsonParser json;
  private final JsonValues values;

  AnnotationsReader(JsonParser json, JsonValues values) {
    this.json = json;
    this.values = values;
  }

  /** Reads the annotations that the parser is at; {@code path} names them. */
  Annotations read(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return Annotations.EMPTY;
    }
    values.expectObject(path, "an object");
    JudgeAnnotation judge = null;
    EquivalenceAnnotation equivalence = null;
    LeakAnnotation leak = null;
    SkippedAnnotation skipped = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      switch (name) {
        case "judge" -> judge = judge(path + ".judge");
        case "equivalence" -> equivalence = equivalence(path + ".equivalence");
        case "leak" -> leak = leak(path + ".leak");
        case "skipped" -> skipped = skipped(path + ".skipped");
        default -> values.skip(path + "." + name);
      }
    }
    return new Annotations(judge, equivalence, leak, skipped);
  }

  private JudgeAnnotation judge(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectObject(path, "an object {score, model, prompt_version}");
    Double score = null;
    String model = null;
    String promptVersion = null;
    String rationale = null;
    Long promptTokens = null;
    Long completionTokens = null;
    String request = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      switch (name) {
        case "score" -> score = values.score(path + ".score");
        case "model" -> model = values.text(path + ".model");
        case "prompt_version" -> promptVersion = values.text(path + ".prompt_version");
        case "rationale" -> rationale = values.text(path + ".rationale");
        case "prompt_tokens" -> promptTokens = values.count(path + ".prompt_tokens");
        case "completion_tokens" -> completionTokens = values.count(path + ".completion_tokens");
        case "request" -> request = values.text(path + ".request");
        default -> values.skip(path + "." + name);
      }
    }
    return new JudgeAnnotation(
        JsonValues.present(path + ".score", score),
        model,
        promptVersion,
        rationale,
        promptTokens,
        completionTokens,
        request);
  }

  private EquivalenceAnnotation equivalence(String path)
      throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectObject(path, "an object {equivalent, model, prompt_version}");
    Boolean equivalent = null;
    String model = null;
    String promptVersion = null;
    String extracted = null;
    Long promptTokens = null;
    Long completionTokens = null;
    String request = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      switch (name) {
        case "equivalent" -> {
          if (!json.currentToken().isBoolean()) {
            throw values.wrongType(path + ".equivalent", "true or false");
          }
          equivalent = json.getBooleanValue();
        }
        case "model" -> model = values.text(path + ".model");
        case "prompt_version" -> promptVersion = values.text(path + ".prompt_version");
        case "extracted" -> extracted = values.text(path + ".extracted");
        case "prompt_tokens" -> promptTokens = values.count(path + ".prompt_tokens");
        case "completion_tokens" -> completionTokens = values.count(path + ".completion_tokens");
        case "request" -> request = values.text(path + ".request");
        default -> values.skip(path + "." + name);
      }
    }
    return new EquivalenceAnnotation(
        JsonValues.present(path + ".equivalent", equivalent),
        model,
        promptVersion,
        extracted,
        promptTokens,
        completionTokens,
        request);
  }

  private LeakAnnotation leak(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectObject(path, "an object {benchmarks, vectors, floor, candidates, items}");
    String benchmarks = null;
    String vectors = null;
    Double floor = null;
    Long candidates = null;
    List<LeakAnnotation.Item> items = null;
    String model = null;
    String promptVersion = null;
    String rationale = null;
    Long promptTokens = null;
    Long completionTokens = null;
    String request = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      switch (name) {
        case "benchmarks" -> benchmarks = values.text(path + ".benchmarks");
        case "vectors" -> vectors = values.text(path + ".vectors");
        case "floor" -> floor = values.floor(path + ".floor");
        case "candidates" -> candidates = values.count(path + ".candidates");
        case "items" -> items = leakItems(path + ".items");
        case "model" -> model = values.text(path + ".model");
        case "prompt_version" -> promptVersion = values.text(path + ".prompt_version");
        case "rationale" -> rationale = values.text(path + ".rationale");
        case "prompt_tokens" -> promptTokens = values.count(path + ".prompt_tokens");
        case "completion_tokens" -> completionTokens = values.count(path + ".completion_tokens");
        case "request" -> request = values.text(path + ".request");
        default -> values.skip(path + "." + name);
      }
    }
    return new LeakAnnotation(
        JsonValues.present(path + ".benchmarks", benchmarks),
        JsonValues.present(path + ".vectors", vectors),
        JsonValues.present(path + ".floor", floor),
        JsonValues.present(path + ".candidates", candidates),
        JsonValues.present(path + ".items", items),
        model,
        promptVersion,
        rationale,
        promptTokens,
        completionTokens,
        request);
  }

  private List<LeakAnnotation.Item> leakItems(String path)
      throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectList(path, "a list of {set, item, text, similarity, same}");
    List<LeakAnnotation.Item> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String at = path + "[" + items.size() + "]";
      values.expectObject(at, "an object {set, item, text, similarity, same}");
      String set = null;
      String item = null;
      String text = null;
      Double similarity = null;
      Boolean same = null;
      for (String name = values.nextField(); name != null; name = values.nextField()) {
        switch (name) {
          case "set" -> set = values.text(at + ".set");
          case "item" -> item = values.text(at + ".item");
          case "text" -> text = values.text(at + ".text");
          case "similarity" -> similarity = values.cosine(at + ".similarity");
          case "same" -> same = values.flag(at + ".same");
          default -> values.skip(at + "." + name);
        }
      }
      items.add(
          new LeakAnnotation.Item(
              JsonValues.present(at + ".set", set),
              JsonValues.present(at + ".item", item),
              JsonValues.present(at + ".text", text),
              JsonValues.present(at + ".similarity", similarity),
              same));
    }
    return items;
  }

  private SkippedAnnotation skipped(String path) throws IOException, MalformedSampleException {
    if (values.isNull()) {
      return null;
    }
    values.expectObject(path, "an object {gate, reason}");
    String gate = null;
    String reason = null;
    for (String name = values.nextField(); name != null; name = values.nextField()) {
      switch (name) {
        case "gate" -> gate = values.text(path + ".gate");
        case "reason" -> reason = values.text(path + ".reason");
        default -> values.skip(path + "." + name);
      }
    }
    return new SkippedAnnotation(
        JsonValues.required(path + ".gate", gate), JsonValues.required(path + ".reason", reason));
  }
}
