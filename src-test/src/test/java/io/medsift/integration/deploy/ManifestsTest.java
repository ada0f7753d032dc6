package io.medsift.integration.deploy;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** Manifests against schemas: the operator's own for its kind, strict ones of ours for others. */
class ManifestsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern OF_A_MACHINE =
      Pattern.compile(
          "^((jobmanager|taskmanager|rest|web)\\.|metrics\\.reporter\\.prometheus\\.host$)");

  /** What the CRD of the operator 1.15.0 lists beyond that of 1.10; it knows no v2_3. */
  private static final List<String> ADDED_UNTIL_1_15 = List.of("v2_0", "v2_1", "v2_2");

  private static final String OPERATOR =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  @Test
  void theDeploymentIsOneOfTheOperator() throws IOException {
    JsonNode manifest = Manifests.curation();
    ObjectNode schema = (ObjectNode) operatorSchema();
    close(schema);
    // The newest schema on Maven Central is that of 1.10.
    ArrayNode versions = (ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum");
    ADDED_UNTIL_1_15.forEach(versions::add);
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
  void theOperatorIsTheOneWhoseListIsChecked() throws IOException {
    assertThat(Files.readString(Manifests.DEPLOY.resolve("kubernetes/README.md")))
        .contains("flink-kubernetes-operator-1.15.0/")
        .contains("`" + ADDED_UNTIL_1_15.get(ADDED_UNTIL_1_15.size() - 1) + "`");
  }

  @Test
  void itsOptionsExist() throws IOException {
    Set<String> known =
        JobOptions.all().stream().map(ConfigOption::key).collect(Collectors.toSet());
    JsonNode settings = Manifests.curation().at("/spec/flinkConfiguration");
    Set<String> used = new TreeSet<>();
    settings.fieldNames().forEachRemaining(used::add);
    Manifests.of("compose/compose.yaml")
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
    JsonNode image = YAML.readTree(Manifests.DEPLOY.resolve("image/conf/config.yaml").toFile());
    JsonNode settings = Manifests.curation().at("/spec/flinkConfiguration");
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
    for (String file : Manifests.OF_KUBERNETES) {
      for (JsonNode manifest : Manifests.of(file)) {
        assertThat(problems(manifest.get("kind").asText(), manifest)).as(file).isEmpty();
      }
    }
    assertThat(problems("Compose", Manifests.of("compose/compose.yaml").get(0))).isEmpty();

    ObjectNode broken = Manifests.ofKind("KafkaTopic").get(0).deepCopy();
    ((ObjectNode) broken.get("metadata")).putObject("labels");
    assertThat(problems("KafkaTopic", broken)).isNotEmpty();
  }

  @Test
  void containersHaveNoRightsThatTheyDoNotUse() throws IOException {
    for (JsonNode pod : Manifests.pods()) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(9999);
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : pod.get("containers")) {
        JsonNode context = container.get("securityContext");
        assertThat(context.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
      }
    }
  }

  @Test
  void nothingIsPublishedBeyondLoopback() throws IOException {
    for (JsonNode service : Manifests.of("compose/compose.yaml").get(0).get("services")) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
    }
    JsonNode settings = YAML.readTree(Manifests.DEPLOY.resolve("image/conf/config.yaml").toFile());
    for (String key :
        List.of(
            "jobmanager.bind-host",
            "taskmanager.bind-host",
            "rest.bind-address",
            "metrics.reporter.prometheus.host")) {
      assertThat(settings.get(key).asText()).isEqualTo("localhost");
    }
  }

  @Test
  void dashboardsAreForLookingAndForNoForeignPage() throws IOException {
    JsonNode image = YAML.readTree(Manifests.DEPLOY.resolve("image/conf/config.yaml").toFile());
    for (JsonNode settings : List.of(image, Manifests.curation().at("/spec/flinkConfiguration"))) {
      for (String key : List.of("web.submit.enable", "web.cancel.enable", "web.rescale.enable")) {
        assertThat(settings.path(key).asText()).as(key).isEqualTo("false");
      }
      assertThat(settings.path("web.access-control-allow-origin").asText())
          .startsWith("http://localhost:");
    }
  }

  @Test
  void samplesHaveTheClockOfTheBroker() throws IOException {
    JsonNode samples = Manifests.of("kubernetes/topics.yaml").get(0);
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

  /** What is wrong with a manifest, by the schema of ours for its kind. */
  static List<String> problems(String kind, JsonNode manifest) throws IOException {
    JsonNode schemas =
        Manifests.parse(new String(resource("/deploy-schemas.yaml"), StandardCharsets.UTF_8))
            .get(0);
    assertThat(schemas.has(kind)).as(kind).isTrue();
    JsonNode schema = schemas.get(kind);
    close(schema);
    return problems(schema, manifest);
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
