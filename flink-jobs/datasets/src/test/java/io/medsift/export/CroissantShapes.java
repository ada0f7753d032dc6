package io.medsift.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shapes of Croissant 1.1, as its specification has them, written without the writer. */
final class CroissantShapes {
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "sc:Dataset",
          List.of(
              "@context",
              "conformsTo",
              "description",
              "license",
              "name",
              "url",
              "creator",
              "datePublished"),
          "cr:FileObject",
          List.of("@id", "name", "contentUrl", "contentSize", "encodingFormat", "sha256"),
          "cr:FileSet",
          List.of("@id", "includes", "encodingFormat"),
          "cr:RecordSet",
          List.of("@id", "field"),
          "cr:Field",
          List.of("@id", "name"));

  /** Properties of schema.org, the default vocabulary. */
  private static final Set<String> SCHEMA_ORG =
      Set.of(
          "name",
          "description",
          "license",
          "url",
          "datePublished",
          "version",
          "creator",
          "distribution",
          "contentUrl",
          "contentSize",
          "encodingFormat",
          "sha256");

  private static final Set<String> TYPES = Set.of("sc:Text", "sc:Integer", "sc:Float");

  private final JsonNode context;
  private final Path folder;
  private final Set<String> ids = new HashSet<>();
  private final List<String> referred = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  private CroissantShapes(JsonNode dataset, Path folder) {
    this.context = dataset.path("@context");
    this.folder = folder;
  }

  static List<String> violations(JsonNode dataset, Path folder) throws IOException {
    CroissantShapes shapes = new CroissantShapes(dataset, folder);
    shapes.require(dataset.path("@type").asText().equals("sc:Dataset"), "the root is no dataset");
    shapes.require(
        dataset.path("conformsTo").asText().equals("http://mlcommons.org/croissant/1.1"),
        "it does not conform to 1.1");
    shapes.check(dataset, "");
    shapes.referred.removeAll(shapes.ids);
    shapes.require(shapes.referred.isEmpty(), "nothing has the ids " + shapes.referred);
    return shapes.violations;
  }

  private void check(JsonNode node, String place) throws IOException {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), place + "/" + i);
      }
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String name = property.getKey();
      require(
          name.startsWith("@")
              || SCHEMA_ORG.contains(name)
              || context.has(name)
              || (name.contains(":") && context.has(name.substring(0, name.indexOf(':')))),
          place + " has the undefined property " + name);
      if (!name.equals("@context")) {
        check(property.getValue(), place + "/" + name);
      }
    }
    if (node.has("@id")) {
      String id = node.get("@id").asText();
      if (node.size() == 1) {
        referred.add(id);
      } else {
        require(ids.add(id), "two nodes have the id " + id);
      }
    }
    String type = node.path("@type").asText();
    for (String required : REQUIRED.getOrDefault(type, List.of())) {
      require(node.hasNonNull(required), place + " lacks " + required);
    }
    switch (type) {
      case "cr:FileObject" -> file(node, place);
      case "cr:Field" -> field(node, place);
      default -> {}
    }
  }

  private void file(JsonNode file, String place) throws IOException {
    Path path = folder.resolve(file.path("contentUrl").asText());
    require(Files.isRegularFile(path), place + " is not there");
    require(
        file.path("contentSize").asText().equals(Files.size(path) + " B")
            && file.path("sha256").asText().equals(Sha256.of(path)),
        place + " has another content");
  }

  private void field(JsonNode field, String place) {
    boolean nested = field.path("subField").size() > 0;
    require(
        nested
            ? field.path("isArray").asBoolean() && field.has("arrayShape")
            : TYPES.contains(field.path("dataType").asText())
                && field.at("/source/extract/column").isTextual()
                && field.at("/source/fileSet/@id").isTextual(),
        place + " has no type or source");
  }

  private void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }
}
