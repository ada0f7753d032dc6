package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.evolution.EvolutionMethod;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;

/**
 * The words in which a model is asked to evolve a question, to compare two, and to answer one.
 *
 * <p>They are files of one version. Words that have been used are never changed: other words are a
 * new version, so that a version and a question say what was asked.
 */
public final class EvolutionPrompts {
  /** The newest version. */
  public static final String VERSION = "v1";

  private static final String METHOD = "{method}";
  private static final String QUESTION = "{question}";
  private static final String OTHER = "{other}";

  private final Map<EvolutionMethod, String> methods = new EnumMap<>(EvolutionMethod.class);
  private final String depth;
  private final String breadth;
  private final String comparison;
  private final String answer;
  private final String fingerprint;

  private EvolutionPrompts(String version) {
    StringBuilder all = new StringBuilder();
    for (EvolutionMethod method : EvolutionMethod.values()) {
      methods.put(method, text(version, method.wireName(), all));
    }
    depth = text(version, "depth", all);
    breadth = methods.get(EvolutionMethod.BREADTH);
    comparison = text(version, "comparison", all);
    answer = text(version, "answer", all);
    fingerprint = version + "-" + Sha256.of(all.toString().getBytes(UTF_8)).substring(0, 12);
  }

  /** The newest words that ship with the product. */
  public static EvolutionPrompts shipped() {
    return new EvolutionPrompts(VERSION);
  }

  private static String text(String version, String name, StringBuilder all) {
    String file = "evolution/" + version + "/" + name + ".txt";
    try (InputStream stream = EvolutionPrompts.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      String text = new String(stream.readAllBytes(), UTF_8).strip();
      all.append(name).append('\n').append(text).append('\n');
      return text;
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + file + " is broken", e);
    }
  }

  /** Version and hash of all the words; goes into records and keys. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Asks to evolve {@code question}. */
  public String evolve(EvolutionMethod method, String question) {
    return method.inDepth()
        ? fill(depth.replace(METHOD, methods.get(method)), question)
        : fill(breadth, question);
  }

  /** Asks whether {@code other} asks for anything that {@code question} does not. */
  public String compare(String question, String other) {
    int at = comparison.indexOf(OTHER);
    return fill(comparison.substring(0, at), question)
        + other.strip()
        + comparison.substring(at + OTHER.length());
  }

  /** Asks for an answer to {@code question}. */
  public String answer(String question) {
    return fill(answer, question);
  }

  /** The question may hold what looks like a placeholder, so it goes in last and once. */
  private static String fill(String template, String question) {
    int at = template.indexOf(QUESTION);
    return template.substring(0, at)
        + question.strip()
        + template.substring(at + QUESTION.length());
  }
}
