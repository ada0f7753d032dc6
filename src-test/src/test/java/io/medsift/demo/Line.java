package io.medsift.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A line of {@code samples.jsonl}. */
final class Line {
  private final String id;
  private final ObjectNode sample;
  private final byte[] raw;
  private final String after;

  private Line(String id, ObjectNode sample, byte[] raw, String after) {
    this.id = id;
    this.sample = sample;
    this.raw = raw;
    this.after = after;
  }

  static Line of(ObjectNode sample) {
    return after(null, sample);
  }

  static Line after(String earlier, ObjectNode sample) {
    return new Line(sample.path("id").asText(), sample, sample.toString().getBytes(UTF_8), earlier);
  }

  static Line raw(String id, byte[] bytes) {
    return new Line(id, null, bytes, null);
  }

  /** The fields that every sample has. */
  static ObjectNode sample(String id, String source, String track, String prompt) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("source", "medsift-demo/" + source)
        .put("track", track)
        .put("prompt", prompt)
        .put("generator", "medsift-demo-writer")
        .put("license", "Apache-2.0");
  }

  /** Pins the decision; {@code reason} is null where only the gate is certain. */
  static ObjectNode expectRejected(ObjectNode sample, String gate, String reason) {
    ObjectNode expected = sample.putObject("demo_expected");
    expected.put("decision", "rejected").put("gate", gate);
    if (reason != null) {
      expected.put("reason", reason);
    }
    return sample;
  }

  static ObjectNode expectAccepted(ObjectNode sample) {
    sample.putObject("demo_expected").put("decision", "accepted");
    return sample;
  }

  String id() {
    return id;
  }

  /** Null for a line that is not a sample. */
  ObjectNode sample() {
    return sample;
  }

  /** The bytes, without the line break. */
  byte[] raw() {
    return raw;
  }

  /** Id of a line that must come before this one, null where none must. */
  String after() {
    return after;
  }

  /** What was planted, empty where nothing was. */
  String planted() {
    return sample == null ? id : sample.path("demo_planted").asText("");
  }
}
