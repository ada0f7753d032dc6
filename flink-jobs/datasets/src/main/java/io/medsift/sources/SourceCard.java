package io.medsift.sources;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.rows.RowFiles.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Description of a source. Cards are resources of this package, {@code NAME.json}.
 *
 * @param name by which the source is asked for, and the {@code source} of its samples
 * @param dataset the published name, or words for a layout of users' own files
 * @param about one sentence for people
 * @param topic that the rows are for by the recipes that ship; ingest goes by the recipe in use
 * @param tracks the default track, then others that the rows are used for; never empty
 * @param confidence that the dataset looks like this, where a column does not say otherwise
 * @param published where its files are; null if none are published
 * @param idColumn the column that becomes {@code source_row}; null where there is none
 * @param files names of its files, where they come together with those of others
 * @param columns in the order of the file
 * @param example a row with the real names and invented text
 */
public record SourceCard(
    String name,
    String dataset,
    String about,
    SourceTopic topic,
    List<String> tracks,
    License license,
    Confidence confidence,
    PublishedDataset published,
    String idColumn,
    FileNames files,
    List<SourceColumn> columns,
    ObjectNode example) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  public SourceCard {
    requireNonNull(name, "name is null");
    requireNonNull(dataset, "dataset is null");
    requireNonNull(about, "about is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(license, "license is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(example, "example is null");
    tracks = List.copyOf(tracks);
    files = files == null ? FileNames.ANY : files;
    columns = List.copyOf(columns);
    if (tracks.isEmpty()) {
      throw new IllegalArgumentException("source " + name + " has no track");
    }
  }

  /** The card of that name, which must be one of this product. */
  public static SourceCard named(String name) {
    String resource = name + ".json";
    try (InputStream json = SourceCard.class.getResourceAsStream(resource)) {
      return JSON.readValue(requireNonNull(json, "there is no card " + resource), SourceCard.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the card " + resource + " cannot be read", e);
    }
  }

  /**
   * One column of a dataset.
   *
   * @param name as in the file; a dot leads into a struct
   * @param type in a few words
   * @param meaning what it is to a sample
   * @param confidence that the column is there and is this; null where it is that of the dataset
   */
  public record SourceColumn(String name, String type, String meaning, Confidence confidence) {
    public SourceColumn {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
      requireNonNull(meaning, "meaning is null");
    }
  }

  /** Confidence that a dataset looks as its card here says. */
  public enum Confidence {
    /** Defined by Medsift: a layout of users' own files. */
    DEFINED("defined here"),
    /** Published by the authors: the dataset's own page, or the code that made it. */
    PUBLISHED("published by its authors"),
    /** Read from loaders of others that were run on the real rows. */
    LOADED("seen in loaders of others"),
    /** Recalled, without a text that confirms it. */
    RECALLED("recalled, not confirmed"),
    /** Concluded from what is known of similar datasets. */
    GUESSED("a guess");

    private final String words;

    Confidence(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * Licence of a dataset.
   *
   * @param terms an SPDX identifier or words; null where the dataset states none
   * @param nonCommercial whether the terms forbid commercial use
   * @param column the column that says it for each row and comes first; null where there is none
   */
  public record License(String terms, boolean nonCommercial, String column) {

    /** For people. */
    public String words() {
      String words = terms == null ? "not stated" : terms;
      return nonCommercial ? words + " (non-commercial)" : words;
    }
  }

  /** The topic that the rows of a source are for. */
  public enum SourceTopic {
    /** Questions with a reference and without a response: a model has to answer them first. */
    PROMPTS,
    /** Responses that a judge has to score before they can be curated. */
    UNSCORED,
    /** Responses that can be curated as they are. */
    SAMPLES;

    /** The name of the topic. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
