package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.ListedOptions;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a sample's question to a model. How it asks for the answer depends on what the answer will
 * be compared with: a letter and a short text in {@code \boxed{}}, so that rules can read them;
 * free text without.
 *
 * <p>The words are files of one version. Words that have been used are never changed: other words
 * are a new version.
 */
public final class GenerationPrompts {
  /** The newest version. */
  public static final String VERSION = "v1";

  private static final String QUESTION = "{question}";
  private static final String BOXED = "\\boxed";

  private final Map<ReferenceKind, String> templates = new EnumMap<>(ReferenceKind.class);
  private final String fingerprint;

  private GenerationPrompts(String version) {
    StringBuilder all = new StringBuilder();
    for (ReferenceKind kind : ReferenceKind.values()) {
      String template = text("generation/" + version + "/" + kind.wireName() + ".txt");
      templates.put(kind, template);
      all.append(kind.wireName()).append('\n').append(template).append('\n');
    }
    fingerprint = version + "-" + Sha256.of(all.toString().getBytes(UTF_8)).substring(0, 12);
  }

  /** The newest words that ship with the product. */
  public static GenerationPrompts shipped() {
    return new GenerationPrompts(VERSION);
  }

  private static String text(String file) {
    try (InputStream stream = GenerationPrompts.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + file + " is broken", e);
    }
  }

  /** Version and hash of the words; goes into records and keys. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The conversation that ends with the question: the sample's system turn and history as they are,
   * then its prompt with the options (unless it has them already) and the request for a form of
   * answer (unless it asks for {@code \boxed} already).
   */
  public List<Turn> turns(Sample sample) {
    List<Turn> turns = new ArrayList<>();
    if (sample.system() != null && !sample.system().isBlank()) {
      turns.add(new Turn("system", sample.system()));
    }
    turns.addAll(sample.history());
    turns.add(new Turn("user", asked(sample)));
    return turns;
  }

  private String asked(Sample sample) {
    String question = ListedOptions.question(sample).strip();
    ReferenceKind kind = kind(sample.reference());
    String template = templates.get(question.contains(BOXED) ? ReferenceKind.NONE : kind);
    int at = template.indexOf(QUESTION);
    return template.substring(0, at) + question + template.substring(at + QUESTION.length());
  }

  private static ReferenceKind kind(Reference reference) {
    return reference == null ? ReferenceKind.NONE : reference.kind();
  }
}
