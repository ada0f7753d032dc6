package io.medsift.integration.curation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.testkit.scenario.LoggedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Samples made against each parser and operator: every piece of text that repeats badly somewhere,
 * in every part of a sample that something reads.
 */
final class CraftedRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_000_000L;
  private static final String[] TRACKS = {
    "synthetic_qa", "general_instruct", "r1_trace", "rl", "public_medical"
  };

  private static final List<String> PIECES =
      List.of(
          // Normalisation, letter case, tokens.
          "\u0301\u0323",
          "\u0f73",
          "\u0344\u0334",
          "\u03a3",
          "\u0130",
          "\u00df",
          "\ufdfa",
          "\u1100\u1161\u11a8",
          "\u0e01\u0e31",
          "\u75c5",
          "\ud83d\ude00",
          "\ud83d\udc69\u200d",
          "\u200b",
          "\u202e",
          "\u0001",
          "\ufffe",
          // Think tags, the end of a response.
          "</s>",
          "<think></think>",
          "<think>",
          "</think> ",
          "<answer>",
          // Answers.
          "\\boxed{",
          "\\boxed{A}",
          "the answer is ",
          "\"answer\": \"",
          "A, ",
          "(A) is the correct ",
          "\u7b54\u6848",
          "\u9009A",
          "yes And ",
          "1e+",
          "**",
          // Lines, options, words.
          " ",
          "\n",
          "\t\r",
          "A. ",
          "\n(A) ",
          "a",
          "a b c d ",
          "Please reason step by step ",
          "Wait, ",
          // What is escaped.
          "\\",
          "\"",
          "[[",
          "{",
          "<script>");

  private static final List<BiConsumer<ObjectNode, String>> PARTS =
      List.of(
          (sample, text) -> sample.put("prompt", text),
          (sample, text) -> sample.put("response", text),
          (sample, text) -> sample.put("response", "<think>" + text + "</think>The answer is A."),
          (sample, text) -> sample.put("reasoning", text),
          (sample, text) -> sample.putObject("reference").put("kind", "text").put("value", text),
          (sample, text) -> sample.putObject("options").put("A", text).put("B", text + "b"),
          CraftedRecords::manyOptions,
          CraftedRecords::manyTurns,
          (sample, text) -> sample.put("system", text).put("label", text),
          (sample, text) -> sample.put("source", "s" + text).put("license", text),
          (sample, text) -> sample.put("generator", text).put("upstream_source", text),
          (sample, text) -> sample.put("id", "i" + text).put("source_row", text),
          CraftedRecords::deep);

  private CraftedRecords() {}

  /** How many there are of each size. */
  static int kinds() {
    return PIECES.size() * PARTS.size();
  }

  /** One of each kind, whose texts have about {@code size} bytes, over so many partitions. */
  static List<LoggedRecord> take(int size, int partitions) throws JsonProcessingException {
    List<LoggedRecord> records = new ArrayList<>();
    for (BiConsumer<ObjectNode, String> part : PARTS) {
      for (String piece : PIECES) {
        int index = records.size();
        ObjectNode sample = JSON.createObjectNode();
        sample.put("id", "crafted-" + size + "-" + index).put("source", "crafted");
        sample.put("track", TRACKS[index % TRACKS.length]);
        sample.put("prompt", "Which drug? " + index).put("response", "The answer is A. " + index);
        sample.putObject("options").put("A", "aspirin").put("B", "insulin");
        sample.putObject("reference").put("kind", "letter").put("value", "A");
        sample.putObject("annotations").putObject("judge").put("score", 9);
        part.accept(sample, piece.repeat(Math.max(1, size / bytes(piece))));
        records.add(
            new LoggedRecord(index % partitions, START + index, JSON.writeValueAsBytes(sample)));
      }
    }
    return records;
  }

  private static int bytes(String piece) throws JsonProcessingException {
    return JSON.writeValueAsBytes(piece).length - 2;
  }

  /** Texts of 16 characters, under letters with more and more white space around them. */
  private static void manyOptions(ObjectNode sample, String text) {
    ObjectNode options = sample.putObject("options");
    for (int i = 0; i < text.length() / 32; i++) {
      String key = "A" + " ".repeat(i % 3) + Integer.toString(i, 36);
      options.put(i < 4 ? " ".repeat(i) + "A" : key, whole(text.substring(16 * i, 16 * i + 16)));
    }
    sample.putObject("reference").put("kind", "text").put("value", whole(text));
  }

  private static void manyTurns(ObjectNode sample, String text) {
    ArrayNode history = sample.putArray("history");
    for (int i = 0; i + 64 <= text.length(); i += 64) {
      String content = whole(text.substring(i, i + 64));
      history.addObject().put("role", i % 128 == 0 ? "user" : "assistant").put("content", content);
    }
  }

  /** Fields that the schema does not know, 500 levels deep. */
  private static void deep(ObjectNode sample, String text) {
    ObjectNode at = sample;
    for (int i = 0; i < 500; i++) {
      at = at.putObject("d");
    }
    at.put("text", text);
  }

  private static String whole(String piece) {
    return piece.replaceAll("^[\ud800-\udfff]|[\ud800-\udfff]$", "?");
  }
}
