package io.medsift.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.medsift.cluster.JobOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Manifests against schemas: the operator's own for its kind, strict ones of ours for others. */
class ManifestsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern OF_A_MACHINE =
      Pattern.compile("^(jobmanager|taskmanager|rest|web)\\.");
  private static final String OPERATOR =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  @Test
  void theDeploymentIsOneOfTheOperator() throws IOException {
    JsonNode manifest = documents("kubernetes/curation.yaml").get(0);
    ObjectNode schema = (ObjectNode) operatorSchema();
    close(schema);
    // The newest schema on Maven Central is older than Flink 2.3; the operator's 1.15 knows it.
    ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_3");
    ObjectNode properties = (ObjectNode) schema.get("properties");
    for (String common : List.of("apiVersion", "kind", "metadata")) {
      properties.putObject(common);
    }
    assertThat(problems(schema, manifest)).isEmpty();

    ObjectNode broken = manifest.deepCopy();
    ((ObjectNode) broken.at("/spec/job")).put("paralelism", 2);
    assertThat(problems(schema, broken)).isNotEmpty();
  }

  @Test
  void itsOptionsExist() throws IOException {
    Set<String> known =
        JobOptions.all().stream().map(ConfigOption::key).collect(Collectors.toSet());
    JsonNode settings = documents("kubernetes/curation.yaml").get(0).at("/spec/flinkConfiguration");
    Set<String> used = new TreeSet<>();
    settings.fieldNames().forEachRemaining(used::add);
    documents("compose/compose.yaml")
        .get(0)
        .at("/x-job/environment/FLINK_PROPERTIES")
        .asText()
        .lines()
        .forEach(line -> used.add(line.substring(0, line.indexOf(':'))));
    used.removeIf(key -> !key.startsWith(JobOptions.PREFIX));
    assertThat(used).hasSizeGreaterThan(3).isSubsetOf(known);
  }

  @Test
  void theDeploymentSaysAgainWhatTheImageSets() throws IOException {
    JsonNode image = YAML.readTree(DEPLOY.resolve("image/conf/config.yaml").toFile());
    JsonNode settings = documents("kubernetes/curation.yaml").get(0).at("/spec/flinkConfiguration");
    image
        .properties()
        .forEach(
            setting -> {
              if (!OF_A_MACHINE.matcher(setting.getKey()).find()) {
                assertThat(settings.path(setting.getKey()).asText())
                    .as(setting.getKey())
                    .isEqualTo(setting.getValue().asText());
              }
            });
  }

  @Test
  void otherManifestsHaveWhatTheirKindHas() throws IOException {
    JsonNode schemas = YAML.readTree(resource("/deploy-schemas.yaml"));
    for (String file :
        List.of("kubernetes/kafka.yaml", "kubernetes/topics.yaml", "kubernetes/heartbeats.yaml")) {
      for (JsonNode manifest : documents(file)) {
        ObjectNode schema = (ObjectNode) schemas.get(manifest.get("kind").asText());
        assertThat(schema).as(file + ": " + manifest.get("kind")).isNotNull();
        close(schema);
        assertThat(problems(schema, manifest)).as(file).isEmpty();
      }
    }
    ObjectNode compose = (ObjectNode) schemas.get("Compose");
    close(compose);
    assertThat(problems(compose, documents("compose/compose.yaml").get(0))).isEmpty();
  }

  @Test
  void nothingIsPublishedBeyondLoopback() throws IOException {
    for (JsonNode service : documents("compose/compose.yaml").get(0).get("services")) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
    }
    JsonNode settings = YAML.readTree(DEPLOY.resolve("image/conf/config.yaml").toFile());
    for (String key :
        List.of("jobmanager.bind-host", "taskmanager.bind-host", "rest.bind-address")) {
      assertThat(settings.get(key).asText()).isEqualTo("localhost");
    }
  }

  @Test
  void samplesHaveTheClockOfTheBroker() throws IOException {
    JsonNode samples = documents("kubernetes/topics.yaml").get(0);
    assertThat(samples.at("/metadata/name").asText()).isEqualTo("samples");
    assertThat(samples.at("/spec/config/message.timestamp.type").asText())
        .isEqualTo("LogAppendTime");
  }

  private static JsonNode operatorSchema() throws IOException {
    return YAML.readTree(resource(OPERATOR)).at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ManifestsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static List<JsonNode> documents(String file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    // This reader knows anchors and what is merged from them.
    Yaml reader = new Yaml(new SafeConstructor(new LoaderOptions()));
    for (Object document : reader.loadAll(Files.readString(DEPLOY.resolve(file)))) {
      documents.add(YAML.valueToTree(document));
    }
    return documents;
  }

  private static List<String> problems(JsonNode schema, JsonNode manifest) {
    JsonSchema checker = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    return checker.validate(manifest).stream().map(Object::toString).toList();
  }

  /** Every object that names its fields has no others. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ManifestsTest::close);
  }
}
