package io.medsift.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Lines that become dead letters: some are no samples, others lack what their track needs. */
final class MalformedLines {
  private static final String PREFIX = "malformed-";

  private final List<Line> lines = new ArrayList<>();

  private MalformedLines() {}

  static List<Line> lines() {
    MalformedLines malformed = new MalformedLines();
    malformed.addWhatIsNoSample();
    malformed.addWhatItsTrackRefuses();
    return malformed.lines;
  }

  private void addWhatIsNoSample() {
    raw("not-json", "id,prompt,response;9,What is a normal potassium?,3.5 to 5.0 mmol/L");
    raw("cut-off", "{\"id\":\"cut-off\",\"source\":\"medsift-demo\",\"prompt\":\"What does a rais");
    raw("array", "[" + json("array", "\"prompt\":\"What is an opsonin?\"") + "]");
    raw("wrong-type", json("wrong-type", "\"prompt\":[\"What is an anion gap?\"]"));
    raw("missing-prompt", json("missing-prompt", "\"question\":\"What is clearance?\""));
    raw("blank-prompt", json("blank-prompt", "\"prompt\":\"  \""));
    raw(
        "lone-surrogate",
        json("lone-surrogate", "\"prompt\":\"Is a smile \\ud83d a cranial nerve test?\""));
    raw(
        "deep-nesting",
        json("deep-nesting", "\"prompt\":\"Why?\",\"extra\":" + "[".repeat(200) + "]".repeat(200)));
    raw(
        "duplicate-field",
        json(
            "duplicate-field", "\"prompt\":\"What is stridor?\",\"prompt\":\"What is a wheeze?\""));
    raw(
        "score-out-of-range",
        json(
            "score-out-of-range",
            "\"prompt\":\"What is gout?\",\"annotations\":{\"judge\":{\"score\":85}}"));
    byte[] latin =
        json("invalid-utf8", "\"prompt\":\"What is Guillain-Barr\u00e9 syndrome?\"")
            .getBytes(ISO_8859_1);
    lines.add(Line.raw(PREFIX + "invalid-utf8", latin));
  }

  private void addWhatItsTrackRefuses() {
    add(
        "unknown-track",
        Line.sample("", "notes", "dental_notes", "How is a dry socket treated?")
            .put("response", "Irrigate it, place a dressing and give pain relief."));
    add(
        "missing-annotation",
        Line.sample("", "textbook", "general_instruct", "What does the spleen do?")
            .put("response", "It filters blood, removes old red cells and makes antibodies."));
    ObjectNode missingReference =
        Line.sample("", "vignettes", "synthetic_qa", "Which ion carries the cardiac plateau?");
    add("missing-reference", missingReference.put("response", "\\boxed{calcium}"));
    add(
        "missing-response",
        Line.sample("", "open-questions", "public_medical", "Why does anaemia cause a murmur?"));
  }

  private static String json(String name, String fields) {
    return "{\"id\":\"%s%s\",\"source\":\"medsift-demo\",\"track\":\"public_medical\",%s}"
        .formatted(PREFIX, name, fields);
  }

  private void raw(String name, String text) {
    lines.add(Line.raw(PREFIX + name, text.getBytes(UTF_8)));
  }

  /** A line that the parser accepts; the curation job refuses it for its track. */
  private void add(String name, ObjectNode sample) {
    sample.put("id", PREFIX + name).put("demo_planted", PREFIX + name);
    sample.putObject("demo_expected").put("decision", "dead-letter");
    lines.add(Line.of(sample));
  }
}
