package io.medsift.export.card;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.card.Markdown.Printable;
import io.medsift.export.directory.Manifest;
import io.medsift.export.files.ColumnSet;
import io.medsift.export.files.ColumnType;
import io.medsift.export.files.ExportColumn;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.Shard;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code croissant.json} of a dataset: its files, columns, licences and sources, as JSON-LD of
 * Croissant 1.1. Paths are relative to the folder, so that they hold wherever it is uploaded.
 */
public final class Croissant {
  private static final String SPECIFICATION = "http://mlcommons.org/croissant/1.1";
  private static final String SPDX = "https://spdx.org/licenses/";
  private static final String ID = "@id";
  private static final String TYPE = "@type";
  private static final String PUBLISHED = "datePublished";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Manifest manifest;
  private final RowStatistics accepted;
  private final CardSources sources;

  /** The metadata of the dataset of a manifest. */
  public Croissant(Manifest manifest, RowStatistics accepted, CardSources sources) {
    this.manifest = manifest;
    this.accepted = accepted;
    this.sources = sources;
  }

  /**
   * Writes the file.
   *
   * @param name of the dataset
   * @param published the day of its newest sample, such as 2026-11-28; null where it is not known
   */
  public void write(Path file, String name, String published) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    Files.write(file, JSON.writer(printer).writeValueAsBytes(dataset(name, published)));
  }

  /** The day that a file of this kind has; null where there is no such file, or none in it. */
  public static String published(Path file) throws IOException {
    return Files.exists(file)
        ? JSON.readTree(Files.readAllBytes(file)).path(PUBLISHED).textValue()
        : null;
  }

  private ObjectNode dataset(String name, String published) {
    ObjectNode dataset = JsonNodeFactory.instance.objectNode();
    dataset.set("@context", context());
    dataset.put(TYPE, "sc:Dataset").put("conformsTo", SPECIFICATION).put("name", name);
    dataset.put(
        "description",
        format(
            Locale.ROOT,
            "%s, curated by Medsift: each passed the gates of its track in the recipe. README.md"
                + " has the details.",
            CardNumbers.count(accepted.rows(), "training sample")));
    licenses(dataset.putArray("license"));
    dataset.put("url", "./");
    if (published != null) {
      dataset.put(PUBLISHED, published);
    }
    dataset.put("version", manifest.exports() + ".0.0");
    dataset.putArray("creator").addObject().put(TYPE, "Organization").put("name", "Not stated");
    derivation(dataset);
    ArrayNode files = dataset.putArray("distribution");
    ArrayNode records = dataset.putArray("recordSet");
    for (ExportKind kind : ExportKind.values()) {
      if (!manifest.shards(kind).isEmpty()) {
        files(kind, files);
        records(kind, records.addObject());
      }
    }
    return dataset;
  }

  /** The context of the specification's first appendix, with PROV. */
  private static ObjectNode context() {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("@language", "en").put("@vocab", "http://schema.org/");
    context.put("sc", "http://schema.org/").put("cr", "http://mlcommons.org/croissant/");
    context.put("dct", "http://purl.org/dc/terms/").put("prov", "http://www.w3.org/ns/prov#");
    context.put("conformsTo", "dct:conformsTo");
    for (String term :
        List.of(
            "arrayShape",
            "column",
            "extract",
            "field",
            "fileSet",
            "includes",
            "isArray",
            "jsonPath",
            "recordSet",
            "source",
            "subField",
            "transform")) {
      context.put(term, "cr:" + term);
    }
    context.putObject("dataType").put(ID, "cr:dataType").put(TYPE, "@vocab");
    return context;
  }

  private void licenses(ArrayNode licenses) {
    Map<String, LicenseTerms> named = new TreeMap<>();
    for (String name : accepted.counts(Dimension.LICENSES).keySet()) {
      LicenseTerms terms = LicenseTerms.of(name.equals(Dimension.NONE) ? null : name);
      named.put(terms.id(), terms);
    }
    for (LicenseTerms terms : named.values()) {
      if (terms.isKnown()) {
        licenses.add(SPDX + spdx(terms.id()));
      } else {
        licenses
            .addObject()
            .put(TYPE, "CreativeWork")
            .put("name", terms.equals(LicenseTerms.NONE) ? "not stated" : terms.id());
      }
    }
  }

  /** Identifiers of SPDX have capitals, of which the Hub's names know nothing. */
  private static String spdx(String id) {
    return switch (id) {
      case "apache-2.0" -> "Apache-2.0";
      case "unlicense" -> "Unlicense";
      case "odbl" -> "ODbL-1.0";
      case "odc-by" -> "ODC-By-1.0";
      case "pddl" -> "PDDL-1.0";
      default ->
          id.startsWith("cdla-permissive-")
              ? "CDLA-Permissive-" + id.substring("cdla-permissive-".length())
              : id.startsWith("bsd-")
                  ? id.toUpperCase(Locale.ROOT).replace("CLAUSE", "Clause")
                  : id.toUpperCase(Locale.ROOT);
    };
  }

  private void derivation(ObjectNode dataset) {
    ArrayNode origins = dataset.putArray("prov:wasDerivedFrom");
    for (CardSources.Origin origin : sources.of(accepted)) {
      ObjectNode entity =
          origins
              .addObject()
              .put(
                  ID,
                  "source/"
                      + URLEncoder.encode(origin.source(), UTF_8)
                      + (origin.number() == 1 ? "" : "/" + origin.number()))
              .put(TYPE, "prov:Entity")
              .put("name", Printable.line(origin.dataset(), 200));
      if (origin.page() != null) {
        entity.put("url", origin.page());
      }
      if (origin.revision() != null) {
        entity.put("version", origin.revision());
      }
      entity.put("license", origin.license());
      entity.put(
          "description",
          CardNumbers.count(origin.rows(), "row")
              + (origin.others() == 0
                  ? ""
                  : ", together with those of "
                      + CardNumbers.count(origin.others(), "other origin"))
              + (origin.revision() == null ? "; the revision is not known" : ""));
    }
    ObjectNode activity =
        dataset.putObject("prov:wasGeneratedBy").put(TYPE, "prov:Activity").put("name", "curation");
    ArrayNode recipes = activity.putArray("prov:used");
    accepted
        .counts(Dimension.RECIPES)
        .keySet()
        .forEach(
            recipe ->
                recipes.addObject().put(TYPE, "prov:Plan").put("name", "the recipe " + recipe));
    activity
        .putObject("prov:wasAssociatedWith")
        .put(TYPE, "prov:SoftwareAgent")
        .put("name", "Medsift " + manifest.medsift());
  }

  private void files(ExportKind kind, ArrayNode files) {
    FileFormat format = manifest.settings().format();
    for (Shard shard : manifest.shards(kind)) {
      files
          .addObject()
          .put(TYPE, "cr:FileObject")
          .put(ID, shard.file())
          .put("name", shard.file())
          .put("contentUrl", shard.file())
          .put("contentSize", shard.bytes() + " B")
          .put("encodingFormat", mediaType(format))
          .put("sha256", shard.sha256());
    }
    files
        .addObject()
        .put(TYPE, "cr:FileSet")
        .put(ID, fileSet(kind))
        .put("name", fileSet(kind))
        .put("encodingFormat", mediaType(format))
        .put("includes", Manifest.directory(kind, manifest.defaultKind()) + "/train-*");
  }

  private static String mediaType(FileFormat format) {
    return switch (format) {
      case PARQUET -> "application/vnd.apache.parquet";
      case JSONL -> "application/jsonlines";
    };
  }

  private String fileSet(ExportKind kind) {
    return "files-of-" + CardHeader.config(kind, manifest);
  }

  private void records(ExportKind kind, ObjectNode records) {
    String id = CardHeader.config(kind, manifest);
    records.put(TYPE, "cr:RecordSet").put(ID, id).put("name", id);
    ArrayNode fields = records.putArray("field");
    for (ExportColumn column : ColumnSet.of(kind, manifest.settings().optional()).columns()) {
      ObjectNode field =
          fields
              .addObject()
              .put(TYPE, "cr:Field")
              .put(ID, id + "/" + column.name())
              .put("name", column.name())
              .put("description", column.about());
      if (column.type() == ColumnType.MESSAGES) {
        messages(kind, column.name(), field);
      } else {
        field.put("dataType", dataType(column.type()));
        field.set("source", source(kind, column.name()));
      }
    }
  }

  private void messages(ExportKind kind, String column, ObjectNode field) {
    field.put("isArray", true).put("arrayShape", "-1");
    ArrayNode parts = field.putArray("subField");
    for (String part : List.of(ColumnType.CONTENT, ColumnType.ROLE)) {
      ObjectNode of =
          parts
              .addObject()
              .put(TYPE, "cr:Field")
              .put(ID, field.get(ID).textValue() + "/" + part)
              .put("name", part)
              .put("dataType", "sc:Text");
      ObjectNode source = source(kind, column);
      source.putObject("transform").put("jsonPath", part);
      of.set("source", source);
    }
  }

  private ObjectNode source(ExportKind kind, String column) {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.putObject("fileSet").put(ID, fileSet(kind));
    source.putObject("extract").put("column", column);
    return source;
  }

  private static String dataType(ColumnType type) {
    return switch (type) {
      case STRING, MESSAGES -> "sc:Text";
      case INT32, INT64 -> "sc:Integer";
      case FLOAT64 -> "sc:Float";
    };
  }
}
