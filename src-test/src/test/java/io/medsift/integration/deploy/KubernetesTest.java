package io.medsift.integration.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.Medsift;
import io.medsift.cluster.JobOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.ingest.ProgressTopic;
import io.medsift.kafka.KafkaConnection;
import io.medsift.llm.stage.ModelJob;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.revision.RevisionTopic;
import io.medsift.testkit.process.WatchQueries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifests of Kubernetes say of topics, rights, files and ports, against the code. */
class KubernetesTest {
  private static final Pattern COPIED = Pattern.compile("(?m)^COPY (\\S+) (\\S+)$");
  private static final KafkaConnection KAFKA = KafkaConnection.plain("kafka:9092");
  private static final CurationTopics CURATION = CurationTopics.named(KAFKA);
  private static final ModelJob.Topics GENERATION = topics("generate", "--prompts");
  private static final ModelJob.Topics ANNOTATION = topics("annotate", "--unscored");
  private static final ModelJob.Topics EVOLUTION = topics("evolve", "--seeds");

  private static ModelJob.Topics topics(String command, String input) {
    return new ModelJob.Topics(
        usual(command, input), usual(command, "--dead-letters"), usual(command, "--ledger"));
  }

  /** The value of an option that nobody gives. */
  private static String usual(String command, String option) {
    return Medsift.commandLine()
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .findOption(option)
        .defaultValue();
  }

  @Test
  void topicsAreThoseOfTheJobs() throws IOException {
    Set<String> used = new TreeSet<>();
    used.addAll(outputs(CURATION));
    used.add(CURATION.samples());
    used.add(RevisionTopic.of(CURATION).name());
    used.add(ReviewTopic.of(CURATION).name());
    used.addAll(
        List.of(GENERATION.input(), usual("generate", "--samples"), GENERATION.deadLetters()));
    used.add(ANNOTATION.input());
    used.addAll(
        List.of(EVOLUTION.input(), usual("evolve", "--prompts"), usual("evolve", "--eliminated")));
    used.addAll(Set.of(GENERATION.ledger(), ProgressTopic.NAME));
    assertThat(Manifests.ofKind("KafkaTopic"))
        .extracting(topic -> topic.at("/metadata/name").asText())
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void topicsOfWhatIsPaidForForgetNothing() throws IOException {
    for (String topic : List.of(GENERATION.ledger(), ProgressTopic.NAME)) {
      assertThat(settings(topic).path("cleanup.policy").asText()).as(topic).isEqualTo("compact");
    }
    for (JsonNode topic : Manifests.ofKind("KafkaTopic")) {
      JsonNode settings = topic.at("/spec/config");
      assertThat(settings.has("cleanup.policy") || settings.path("retention.ms").asInt() == -1)
          .as(topic.at("/metadata/name").asText())
          .isTrue();
    }
  }

  @Test
  void everyTopicOfSamplesTakesTheLongest() throws IOException {
    long longest = settings(CURATION.samples()).get("max.message.bytes").asLong();
    for (JsonNode topic : Manifests.ofKind("KafkaTopic")) {
      if (!topic.at("/spec/config").has("cleanup.policy")) {
        assertThat(topic.at("/spec/config/max.message.bytes").asLong()).isEqualTo(longest);
      }
    }
  }

  @Test
  void theJobMayDoWhatItDoesAndReadsNothingThatItWrote() throws IOException {
    Rights job = Rights.of("medsift");
    String run = JobOptions.RUN.defaultValue();
    job.require("topic", CURATION.samples(), "Read", "Write", "Describe");
    job.require("group", run, "Read");
    job.require("transactionalId", run + "-0-1", "Write", "Describe");
    job.require("cluster", "", "DescribeConfigs");
    for (String output : outputs(CURATION)) {
      job.require("topic", output, "Write", "Describe");
      assertThat(job.has("topic", output, "Read")).as(output).isFalse();
    }
  }

  @Test
  void modelJobsMayDoWhatTheyDo() throws IOException {
    Rights models = Rights.of("medsift-models");
    for (String read : List.of(EVOLUTION.input(), GENERATION.input(), ANNOTATION.input())) {
      models.require("topic", read, "Read", "Write", "Describe");
    }
    for (String written :
        List.of(CURATION.samples(), usual("evolve", "--eliminated"), GENERATION.deadLetters())) {
      models.require("topic", written, "Write", "Describe");
    }
    models.require("topic", GENERATION.ledger(), "Read", "Write", "DescribeConfigs");
    models.require("topic", ProgressTopic.NAME, "Read", "Write", "Describe");
    models.require("transactionalId", "medsift-ingest/a file", "Write");
    for (String command : List.of("evolve", "generate", "annotate")) {
      models.require("group", "medsift-" + command, "Read");
      models.require("transactionalId", "medsift-" + command + "-0-1", "Write", "Describe");
    }
    assertThat(models.has("topic", CURATION.accepted(), "Write")).isFalse();
  }

  @Test
  void aRecheckMayWriteRevisionsAlone() throws IOException {
    Rights recheck = Rights.of("medsift-recheck");
    List<String> read = new ArrayList<>(List.of(CURATION.accepted(), CURATION.rejected()));
    read.add(CURATION.samples());
    for (String topic : read) {
      recheck.require("topic", topic, "Read", "Describe");
      assertThat(recheck.has("topic", topic, "Write")).as(topic).isFalse();
    }
    recheck.require("topic", CURATION.deadLetters(), "Describe");
    recheck.require("topic", RevisionTopic.of(CURATION).name(), "Read", "Write", "Describe");
    recheck.require("group", "medsift-recheck-0123456789abcdef", "Read");
    recheck.require("transactionalId", "medsift-recheck-0123456789abcdef-0-1", "Write", "Describe");
  }

  @Test
  void reviewersMayWriteReviewsAndRevisionsAlone() throws IOException {
    Rights reviewers = Rights.of("medsift-reviewer");
    List<String> read = new ArrayList<>(outputs(CURATION));
    read.add(CURATION.samples());
    for (String topic : read) {
      reviewers.require("topic", topic, "Read", "Describe");
      assertThat(reviewers.has("topic", topic, "Write")).as(topic).isFalse();
    }
    for (String written :
        List.of(RevisionTopic.of(CURATION).name(), ReviewTopic.of(CURATION).name())) {
      reviewers.require("topic", written, "Read", "Write", "Describe");
      reviewers.require("transactionalId", "medsift-review-" + written, "Write", "Describe");
    }
  }

  @Test
  void peopleMayAskAndReplayIntoTopicsOfTheirOwn() throws IOException {
    Rights people = Rights.of("medsift-operator");
    List<String> first = new ArrayList<>(outputs(CURATION));
    first.add(CURATION.samples());
    first.add(RevisionTopic.of(CURATION).name());
    first.add(ReviewTopic.of(CURATION).name());
    for (String topic : first) {
      people.require("topic", topic, "Read", "Describe", "DescribeConfigs");
      assertThat(people.has("topic", topic, "Write")).as(topic).isFalse();
    }
    people.require("topic", "medsift-ingest-progress", "Read", "Describe");
    assertThat(people.has("topic", "medsift-ingest-progress", "Write")).isFalse();
    for (String topic : outputs(CURATION.withOutputs("replay-1"))) {
      people.require("topic", topic, "Create", "Read", "Write", "DescribeConfigs");
    }
    people.require("group", "replay-1", "Read");
    people.require("transactionalId", "replay-1-0-1", "Write", "Describe");
    people.require("transactionalId", "medsift-curation-0-1", "Describe");
    people.require("group", "medsift-curation", "Describe");
    people.require("cluster", "", "Describe", "DescribeConfigs");
  }

  @Test
  void kafkaIsTheVersionOfTheClients() throws IOException {
    assertThat(Manifests.named("Kafka", "kafka").at("/spec/kafka/version").asText())
        .isEqualTo(AppInfoParser.getVersion());
    assertThat(Manifests.of("compose/compose.yaml").get(0).at("/services/kafka/image").asText())
        .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
  }

  @Test
  void whatIsMountedIsMadeSomewhere() throws IOException {
    String instructions = Files.readString(Manifests.DEPLOY.resolve("kubernetes/README.md"));
    int volumes = 0;
    Set<String> secrets = new TreeSet<>();
    for (JsonNode pod : Manifests.pods()) {
      for (JsonNode volume : pod.get("volumes")) {
        volumes++;
        if (volume.has("secret")) {
          secrets.add(volume.at("/secret/secretName").asText());
        } else if (volume.has("persistentVolumeClaim")) {
          Manifests.named(
              "PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName").asText());
        }
      }
      for (JsonNode container : pod.get("containers")) {
        for (JsonNode mount : container.get("volumeMounts")) {
          assertThat(pod.get("volumes"))
              .extracting(volume -> volume.get("name"))
              .contains(mount.get("name"));
        }
      }
    }
    assertThat(volumes).isGreaterThan(10);
    assertThat(secrets)
        .containsExactlyInAnyOrder(
            "medsift-s3", "medsift-kafka", "medsift-models-kafka", "medsift-operator-kafka");
    assertThat(instructions)
        .contains("for user in medsift medsift-models medsift-operator; do")
        .contains(
            "create secret generic $user-kafka --from-file=client.properties --from-file=ca.crt")
        .contains("create secret generic medsift-s3 --from-file=credentials");
  }

  @Test
  void commandsOfPodsAreCommands() throws IOException {
    int commands = 0;
    for (JsonNode pod : Manifests.pods()) {
      JsonNode container = pod.at("/containers/0");
      if (container.path("image").asText().startsWith("medsift-tools:") && container.has("args")) {
        commands++;
        List<String> words = new ArrayList<>();
        container.get("args").forEach(word -> words.add(word.asText()));
        assertThat(Medsift.commandLine().parseArgs(words.toArray(String[]::new)).errors())
            .isEmpty();
        assertThat(words).contains("/etc/medsift/kafka/client.properties");
      }
    }
    assertThat(commands).isEqualTo(3);
  }

  /** What the image copies, in a folder. */
  @Test
  void theImageOfTheCommandsHoldsAllThatTheyNeed(@TempDir Path directory) throws Exception {
    Path root = Path.of("..").toRealPath();
    List<String> ignored = Files.readAllLines(root.resolve(".dockerignore"));
    Matcher copied =
        COPIED.matcher(Files.readString(Manifests.DEPLOY.resolve("image/Dockerfile.tools")));
    int copies = 0;
    while (copied.find()) {
      copies++;
      assertThat(ignored).contains("!" + copied.group(1));
      Path into = directory.resolve(copied.group(2).substring(1));
      Files.createDirectories(copied.group(2).endsWith("/") ? into : into.getParent());
      String from = root.resolve(copied.group(1)) + (copied.group(1).endsWith("/") ? "/." : "");
      assertThat(exit(List.of("sh", "-c", "cp -R " + from + " " + into))).isZero();
    }
    assertThat(copies).isEqualTo(3);
    ProcessBuilder help =
        new ProcessBuilder(directory.resolve("opt/medsift/medsift").toString(), "audit", "--help");
    Process process = help.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).startsWith("Usage: medsift audit");
  }

  @Test
  void sizesAreThoseOfTheImage() throws IOException {
    JsonNode image = Manifests.of("image/conf/config.yaml").get(0);
    JsonNode job = Manifests.curation();
    for (String key :
        List.of(
            "taskmanager.numberOfTaskSlots",
            "taskmanager.memory.task.off-heap.size",
            "taskmanager.memory.jvm-metaspace.size")) {
      assertThat(job.at("/spec/flinkConfiguration").get(key).asText())
          .as(key)
          .isEqualTo(image.get(key).asText());
    }
    assertThat(job.at("/spec/taskManager/resource/memory").asText())
        .isEqualTo(image.get("taskmanager.memory.process.size").asText());
    assertThat(job.at("/spec/jobManager/resource/memory").asText())
        .isEqualTo(image.get("jobmanager.memory.process.size").asText());
  }

  @Test
  void onlyTheOperatorReachesRest() throws IOException {
    String job = Manifests.curation().at("/metadata/name").asText();
    JsonNode policy = Manifests.named("NetworkPolicy", job).get("spec");
    assertThat(policy.at("/podSelector/matchLabels/app").asText()).isEqualTo(job);
    for (JsonNode rule : policy.get("ingress")) {
      JsonNode from = rule.at("/from/0");
      assertThat(rule.get("from")).hasSize(1);
      if (rule.has("ports")) {
        String namespace =
            from.at("/namespaceSelector/matchLabels").get("kubernetes.io/metadata.name").asText();
        assertThat(namespace)
            .isEqualTo(rule.at("/ports/0/port").asInt() == 8081 ? "flink-operator" : "monitoring");
      } else {
        assertThat(from.at("/podSelector/matchLabels/app").asText()).isEqualTo(job);
        assertThat(from.has("namespaceSelector")).isFalse();
      }
    }
  }

  /** A pod without a policy may be called by all and call all. */
  @Test
  void everyPodHasAPolicy() throws IOException {
    Set<String> covered = new TreeSet<>();
    for (JsonNode policy : Manifests.ofKind("NetworkPolicy")) {
      covered.add(policy.at("/spec/podSelector/matchLabels").toString());
      for (JsonNode rule : policy.at("/spec/egress")) {
        assertThat(rule.has("to") || rule.has("ports")).as(policy.toString()).isTrue();
      }
    }
    List<JsonNode> labels = new ArrayList<>();
    Manifests.ofKind("Deployment").forEach(one -> labels.add(one.at("/spec/template/metadata")));
    Manifests.ofKind("CronJob")
        .forEach(one -> labels.add(one.at("/spec/jobTemplate/spec/template/metadata")));
    Manifests.ofKind("Pod").forEach(one -> labels.add(one.get("metadata")));
    assertThat(labels).hasSize(6);
    for (JsonNode each : labels) {
      String app = each.at("/labels/app").asText();
      String selector =
          each.at("/labels").has("medsift")
              ? "{\"medsift\":\"models\"}"
              : "{\"app\":\"%s\"}".formatted(app);
      assertThat(covered).contains(selector);
    }
  }

  /** The instructions as they stand, with a kubectl that notes what it is given. */
  @Test
  void credentialsAreInNoArgumentAndInFilesOfTheirUserAlone(@TempDir Path directory)
      throws Exception {
    String password = "p&a/s\\1w|o\"rd";
    String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
    Path bin = Files.createDirectories(directory.resolve("bin"));
    script(
        bin.resolve("kubectl"),
        "echo \"kubectl $*\" >> log\n"
            + "case \"$*\" in\n"
            + "  *data.password*) printf %s '"
            + encoded
            + "' ;;\n"
            + "  *create*) cat client.properties >> made; stat -c %a client.properties >> modes"
            + " ;;\n"
            + "esac");
    for (String program : List.of("awk", "sed", "base64")) {
      script(
          bin.resolve(program),
          "echo \"" + program + " $*\" >> log\nexec /usr/bin/" + program + " \"$@\"");
    }
    Path security = Files.createDirectories(directory.resolve("deploy/security"));
    String template = "client-tls-sasl.properties";
    Files.copy(Manifests.DEPLOY.resolve("security").resolve(template), security.resolve(template));
    Matcher block =
        Pattern.compile("(?s)```\\n((?:(?!```).)*for user in medsift .*?)```")
            .matcher(Files.readString(Manifests.DEPLOY.resolve("kubernetes/README.md")));
    assertThat(block.find()).isTrue();
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", block.group(1))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();

    assertThat(Files.readString(directory.resolve("log"))).doesNotContain(password);
    assertThat(Files.readAllLines(directory.resolve("modes"))).containsOnly("600").hasSize(3);
    String made = Files.readString(directory.resolve("made"));
    for (String user : List.of("medsift", "medsift-models", "medsift-operator")) {
      assertThat(made).contains("username=\"" + user + "\" password=\"" + password + "\";");
    }
    assertThat(directory.resolve("client.properties")).doesNotExist();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void metricsAreScrapedWhereTheyAre() throws IOException {
    JsonNode job = Manifests.curation();
    JsonNode monitor = Manifests.named("PodMonitor", "medsift-curation").get("spec");
    JsonNode port = job.at("/spec/podTemplate/spec/containers/0/ports/0");
    assertThat(monitor.at("/selector/matchLabels/app")).isEqualTo(job.at("/metadata/name"));
    assertThat(monitor.at("/podMetricsEndpoints/0/port")).isEqualTo(port.get("name"));
    assertThat(job.at("/spec/flinkConfiguration").get("metrics.reporter.prometheus.port").asText())
        .startsWith(port.get("containerPort").asText());
    for (JsonNode each : Manifests.ofKind("PodMonitor")) {
      JsonNode relabelled = each.at("/spec/podMetricsEndpoints/0/relabelings/0");
      assertThat(relabelled.get("targetLabel").asText()).isEqualTo("job");
      assertThat(WatchQueries.ofAlerts().get("MedsiftIsNotRead"))
          .contains("job=\"" + relabelled.get("replacement").asText() + "\"");
    }
  }

  @Test
  void alertsAreThoseThatAreWatched() throws Exception {
    Process script =
        new ProcessBuilder(Manifests.DEPLOY.resolve("kubernetes/alerts").toString()).start();
    String rule = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).isZero();
    JsonNode made = Manifests.parse(rule).get(0);
    assertThat(ManifestsTest.problems("PrometheusRule", made)).isEmpty();
    assertThat(made.get("spec")).isEqualTo(Manifests.of("watch/alerts.yaml").get(0));
  }

  @Test
  void heartbeatsThatStopFailTheirProbe(@TempDir Path directory) throws Exception {
    JsonNode container =
        Manifests.named("Deployment", "medsift-heartbeats").at("/spec/template/spec/containers/0");
    List<String> command = new ArrayList<>();
    container.get("command").forEach(word -> command.add(word.asText()));
    assertThat(command).contains("-Dmedsift.heartbeat.alive=/tmp/alive");
    Path alive = directory.resolve("alive");
    List<String> probe = new ArrayList<>();
    container
        .at("/livenessProbe/exec/command")
        .forEach(word -> probe.add(word.asText().replace("/tmp/alive", alive.toString())));

    assertThat(exit(probe)).isNotZero();
    Files.createFile(alive);
    assertThat(exit(probe)).isZero();
    Files.setLastModifiedTime(alive, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    assertThat(exit(probe)).isNotZero();
  }

  private static int exit(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static JsonNode settings(String topic) throws IOException {
    return Manifests.named("KafkaTopic", topic).at("/spec/config");
  }

  private static List<String> outputs(CurationTopics topics) {
    return List.of(
        topics.accepted(), topics.rejected(), topics.deadLetters(), topics.promptsDecided());
  }

  /** What a user may do. */
  private record Rights(String user, JsonNode acls) {
    static Rights of(String user) throws IOException {
      return new Rights(user, Manifests.named("KafkaUser", user).at("/spec/authorization/acls"));
    }

    void require(String type, String name, String... operations) {
      for (String operation : operations) {
        assertThat(has(type, name, operation))
            .as("%s may %s the %s %s", user, operation, type, name)
            .isTrue();
      }
    }

    boolean has(String type, String name, String operation) {
      for (JsonNode acl : acls) {
        if (acl.at("/resource/type").asText().equals(type)
            && covers(acl.get("resource"), name)
            && acl.get("operations").toString().contains('"' + operation + '"')) {
          return true;
        }
      }
      return false;
    }

    private static boolean covers(JsonNode resource, String name) {
      String pattern = resource.path("name").asText();
      return resource.path("patternType").asText().equals("prefix")
          ? name.startsWith(pattern)
          : pattern.equals("*") || pattern.equals(name);
    }
  }
}
