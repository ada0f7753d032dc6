package io.medsift.integration.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code deploy/}, with what anchors stand for. */
final class Manifests {
  static final Path DEPLOY = Path.of("..", "deploy");
  static final List<String> OF_KUBERNETES =
      List.of(
          "kubernetes/kafka.yaml",
          "kubernetes/topics.yaml",
          "kubernetes/artifacts.yaml",
          "kubernetes/heartbeats.yaml",
          "kubernetes/tools.yaml",
          "kubernetes/models.yaml",
          "kubernetes/network.yaml",
          "kubernetes/metrics.yaml");
  static final String CURATION = "kubernetes/curation.yaml";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifests() {}

  /** Every document of a file. */
  static List<JsonNode> of(String file) throws IOException {
    return parse(Files.readString(DEPLOY.resolve(file)));
  }

  /** Every document of a text. */
  static List<JsonNode> parse(String text) {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  /** Every document of one kind on Kubernetes. */
  static List<JsonNode> ofKind(String kind) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String file : OF_KUBERNETES) {
      for (JsonNode document : of(file)) {
        if (document.get("kind").asText().equals(kind)) {
          found.add(document);
        }
      }
    }
    return found;
  }

  /** The document of a kind that has a name. */
  static JsonNode named(String kind, String name) throws IOException {
    return ofKind(kind).stream()
        .filter(document -> document.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  /** The job. */
  static JsonNode curation() throws IOException {
    return of(CURATION).get(0);
  }

  /** Every pod: the job's, and those of the other manifests. */
  static List<JsonNode> pods() throws IOException {
    List<JsonNode> pods = new ArrayList<>();
    pods.add(curation().at("/spec/podTemplate/spec"));
    ofKind("Deployment").forEach(one -> pods.add(one.at("/spec/template/spec")));
    ofKind("CronJob").forEach(one -> pods.add(one.at("/spec/jobTemplate/spec/template/spec")));
    ofKind("Pod").forEach(one -> pods.add(one.get("spec")));
    return pods;
  }
}
