package io.medsift.export.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.medsift.export.card.Dimension.Language;
import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.card.RowStatistics.Measure;
import io.medsift.export.directory.Manifest;
import io.medsift.export.files.ColumnSet;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The YAML at the head of a card, which the Hub and its library read. */
final class CardHeader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();
  private static final String DEFAULT = "default";
  private static final int LANGUAGE_SHARE = 200;

  private final String name;
  private final Manifest manifest;
  private final RowStatistics accepted;

  CardHeader(String name, Manifest manifest, RowStatistics accepted) {
    this.name = name;
    this.manifest = manifest;
    this.accepted = accepted;
  }

  String yaml() {
    ObjectNode header = YAML.createObjectNode();
    put(header, "license", licenses());
    put(header, "task_categories", List.of("question-answering", "text-generation"));
    put(header, "language", languages());
    put(header, "tags", tags());
    header.put("pretty_name", name);
    put(header, "size_categories", List.of(CardNumbers.sizeCategory(accepted.rows())));
    configs(header.putArray("configs"));
    info(header.putArray("dataset_info"));
    try {
      return YAML.writeValueAsString(header);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the head of the card cannot be written", e);
    }
  }

  private static void put(ObjectNode header, String key, Iterable<String> values) {
    ArrayNode list = header.putArray(key);
    values.forEach(list::add);
  }

  /** Returns tags for most rows: a track of the published, medical recipe; a reasoning trace. */
  private List<String> tags() {
    List<String> tags = new ArrayList<>();
    long medical =
        accepted.groups().entrySet().stream()
            .filter(group -> CardComposition.isPublished(group.getKey()))
            .flatMap(group -> group.getValue().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    if (2 * medical > accepted.rows()) {
      tags.add("medical");
    }
    if (2 * accepted.lengths(Measure.TRACE).texts() > accepted.rows()) {
      tags.add("reasoning");
    }
    tags.add("medsift");
    return tags;
  }

  /** The Hub refuses names that it does not know. */
  private SortedSet<String> licenses() {
    SortedSet<String> licenses = new TreeSet<>();
    for (String named : accepted.counts(Dimension.LICENSES).keySet()) {
      LicenseTerms terms = LicenseTerms.of(named.equals(Dimension.NONE) ? null : named);
      licenses.add(terms.isKnown() || terms.equals(LicenseTerms.NONE) ? terms.id() : "other");
    }
    return licenses;
  }

  private List<String> languages() {
    return accepted.counts(Dimension.LANGUAGES).entrySet().stream()
        .filter(language -> !language.getKey().equals(Language.UND.code()))
        .filter(language -> language.getValue() * LANGUAGE_SHARE >= accepted.rows())
        .map(language -> language.getKey())
        .toList();
  }

  private void configs(ArrayNode configs) {
    for (ExportKind kind : kinds()) {
      ObjectNode config = configs.addObject().put("config_name", config(kind));
      if (kind == manifest.defaultKind()) {
        config.put("default", true);
      }
      config
          .putArray("data_files")
          .addObject()
          .put("split", "train")
          .put("path", Manifest.directory(kind, manifest.defaultKind()) + "/train-*");
    }
  }

  private void info(ArrayNode infos) {
    for (ExportKind kind : kinds()) {
      List<Shard> shards = manifest.shards(kind);
      long rows = shards.stream().mapToLong(Shard::rows).sum();
      long values = shards.stream().mapToLong(Shard::valueBytes).sum();
      long bytes = shards.stream().mapToLong(Shard::bytes).sum();
      ObjectNode info = infos.addObject().put("config_name", config(kind));
      info.set("features", ColumnSet.of(kind, manifest.settings().optional()).cardFeatures());
      info.putArray("splits")
          .addObject()
          .put("name", "train")
          .put("num_bytes", values)
          .put("num_examples", rows);
      info.put("download_size", bytes).put("dataset_size", values);
    }
  }

  private List<ExportKind> kinds() {
    return List.of(ExportKind.values()).stream()
        .filter(kind -> !manifest.shards(kind).isEmpty())
        .toList();
  }

  private String config(ExportKind kind) {
    return config(kind, manifest);
  }

  /** The name of the configuration that the rows of a kind are. */
  static String config(ExportKind kind, Manifest manifest) {
    return kind == manifest.defaultKind() ? DEFAULT : kind.wireName();
  }
}
