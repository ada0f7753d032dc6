package io.medsift.llm.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt template: text with placeholders such as {@code {question}}.
 *
 * <p>Templates that ship with the product are versioned files. A file that has been released is
 * never changed, since its version is part of the key of cached answers: a change is a new version.
 */
public record PromptTemplate(String text) implements Serializable {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");
  private static final int HASH_DIGITS = 12;

  /**
   * The templates of one version that ship in one folder.
   *
   * @param fingerprint version and hash of all templates
   */
  record Family(String fingerprint, Map<String, PromptTemplate> templates) {

    /** Loads the templates of a version. */
    static Family shipped(String folder, String version, List<String> names) {
      Map<String, PromptTemplate> templates = new LinkedHashMap<>();
      StringBuilder all = new StringBuilder();
      for (String name : names) {
        String text = PromptTemplate.shipped(folder + "/" + version + "/" + name).text().strip();
        templates.put(name, new PromptTemplate(text));
        all.append(name).append('\n').append(text).append('\n');
      }
      return new Family(version + "-" + new PromptTemplate(all.toString()).hash(), templates);
    }

    /** Returns the template of that name. */
    PromptTemplate get(String name) {
      return templates.get(name);
    }
  }

  /**
   * A template and its version, which is its name where it ships, or file name and hash of another.
   */
  record Named(String version, PromptTemplate template) {}

  /**
   * Loads a template that ships in a folder, or a file.
   *
   * @param shipped names of those that ship
   * @param placeholders that a file must hold once each
   * @throws IllegalArgumentException if there is none; the message says what is allowed
   */
  static Named named(
      String folder, String nameOrFile, List<String> shipped, List<String> placeholders) {
    if (shipped.contains(nameOrFile)) {
      return new Named(nameOrFile, shipped(folder + "/" + nameOrFile));
    }
    Path file = Path.of(nameOrFile);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "the prompt '%s' is neither a file nor one of %s"
              .formatted(nameOrFile, String.join(", ", shipped)));
    }
    try {
      PromptTemplate template = read(file, placeholders);
      return new Named(file.getFileName() + "@" + template.hash(), template);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Loads a template that ships with the product, by the path of its file without {@code .txt}. */
  static PromptTemplate shipped(String name) {
    try (InputStream stream = PromptTemplate.class.getResourceAsStream(name + ".txt")) {
      if (stream == null) {
        throw new IllegalStateException("the prompt template " + name + " is missing");
      }
      return new PromptTemplate(new String(stream.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the prompt template " + name + " cannot be read", e);
    }
  }

  /**
   * Reads a template from a file.
   *
   * @param placeholders that it must hold once each
   * @throws IOException if it cannot be read or lacks a placeholder; the message names the file
   */
  static PromptTemplate read(Path file, List<String> placeholders) throws IOException {
    PromptTemplate template;
    try {
      template = new PromptTemplate(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException("the prompt file " + file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new IOException("the prompt file " + file + " is not valid UTF-8", e);
    } catch (IOException e) {
      throw new IOException("the prompt file %s cannot be read: %s".formatted(file, e), e);
    }
    for (String name : placeholders) {
      String placeholder = "{" + name + "}";
      int first = template.text.indexOf(placeholder);
      if (first < 0 || template.text.indexOf(placeholder, first + 1) >= 0) {
        throw new IOException("the prompt file %s must hold %s once".formatted(file, placeholder));
      }
    }
    return template;
  }

  /** Fills in the placeholders that have a value. What looks like one in a value stays as it is. */
  String fill(Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  /** Returns the first digits of the hash of the text. */
  String hash() {
    return sha256().substring(0, HASH_DIGITS);
  }

  /** Returns the hash of the text. */
  String sha256() {
    return Sha256.of(text.getBytes(UTF_8));
  }
}
