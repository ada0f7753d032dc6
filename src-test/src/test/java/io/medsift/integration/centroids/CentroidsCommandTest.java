package io.medsift.integration.centroids;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.CentroidManifest;
import io.medsift.centroids.PromptLabeller;
import io.medsift.centroids.training.CentroidTrainer;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.scenario.TrainedCentroids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CentroidsCommandTest {
  @TempDir private Path folder;

  @Test
  void nearestDescriptionsNeedNoEndpointAndInspectShowsThem() throws IOException {
    Path centroids = trained();
    Path labelled = folder.resolve("labelled");

    CommandRun run =
        CommandRun.of(
            "centroids",
            "label",
            "--centroids",
            centroids.toString(),
            "--classifier",
            "nearest-description",
            "--out",
            labelled.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Labelled 3 clusters", "no language model was asked");
    CentroidManifest manifest = CentroidArtifact.load(labelled).manifest();
    assertThat(manifest.classifier().kind()).isEqualTo("nearest-description");
    assertThat(manifest.labels()).hasSize(11).startsWith("Medical", "Biology");

    Path page = folder.resolve("map.html");
    CommandRun shown =
        CommandRun.of(
            "centroids",
            "inspect",
            labelled.toString(),
            "--text",
            "Which antibiotic is given for pneumonia?",
            "--html",
            page.toString());
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .contains("3 clusters of 30 prompts", "Labels by nearest-description", "Medical")
        .contains("The text is in cluster", "at distance 0.", "1.0        3");
    assertThat(Files.readString(page))
        .contains("<svg class=\"clusters\"", "&lt;b&gt;", "Medical 10")
        .doesNotContain("<b>fever</b>", "<script");
  }

  @Test
  void inspectShowsCentroidsThatHaveNoLabelsYet() throws IOException {
    Path centroids = TrainedCentroids.numbered(folder.resolve("trained"), 3, 2);
    Path page = folder.resolve("map.html");

    CommandRun shown =
        CommandRun.of("centroids", "inspect", centroids.toString(), "--html", page.toString());

    assertThat(shown.out()).contains("No labels yet: give them with 'centroids label'.");
    assertThat(page).content().contains("No labels yet");
    CommandRun text =
        CommandRun.of("centroids", "inspect", centroids.toString(), "--text", "A question");
    assertThat(text.exitCode()).isOne();
    assertThat(text.err()).contains("was made with another embedding model");
  }

  @Test
  void labelsComeFromAFileOfPromptsAndNoTextIsWritten() throws IOException {
    Path centroids = TrainedCentroids.numbered(folder.resolve("trained"), 3, 2);
    Path labels = folder.resolve("labelled.jsonl");
    Files.writeString(
        labels,
        """
        {"prompt": "c0 p0", "label": "Biology", "set": "other fields are ignored"}
        {"prompt": "c0 p1", "label": "Medical"}
        {"prompt": "c1 p1", "label": "Law"}
        """);

    CommandRun run = labelled(centroids, labels, "--omit-prompts");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("1 clusters have no vote at all");
    CentroidArtifact artifact = CentroidArtifact.load(centroids);
    assertThat(artifact.label(0)).isEqualTo("Biology");
    assertThat(artifact.agreement(0)).isEqualTo(0.5);
    assertThat(artifact.label(1)).isEqualTo("Law");
    assertThat(artifact.label(2)).isEqualTo("General or other");
    assertThat(artifact.manifest().classifier().description())
        .isEqualTo("the labels of 3 prompts in labelled.jsonl");
    assertThat(centroids.resolve("clusters.jsonl")).content().doesNotContain("c0 p0", "c1");
    assertThat(CommandRun.of("centroids", "inspect", centroids.toString()).exitCode()).isZero();

    CommandRun again = labelled(centroids, labels);
    assertThat(again.exitCode()).isOne();
    assertThat(again.err()).contains("contains no prompts to label", "--omit-prompts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"prompt": "a", "label": "Medicine"} | line 2 has the label "Medicine", which is not one of
          {"prompt": "a"}                      | line 2 has no text "label"
          {"prompt": "a",                      | line 2 is not JSON
          """)
  void saysWhichLabelledPromptIsWrong(String line, String message) throws IOException {
    Path centroids = TrainedCentroids.numbered(folder.resolve("trained"), 3, 2);
    Path labels = folder.resolve("labelled.jsonl");
    Files.writeString(labels, "{\"prompt\": \"b\", \"label\": \"Law\"}\n" + line + "\n");

    CommandRun run = labelled(centroids, labels);

    assertThat(run.exitCode()).isOne();
    assertThat(run.err()).contains(message, labels.toString());
  }

  private static CommandRun labelled(Path centroids, Path labels, String... more) {
    List<String> line = new ArrayList<>(List.of("centroids", "label", "--centroids"));
    line.addAll(List.of(centroids.toString(), "--classifier", "labelled-prompts"));
    line.addAll(List.of("--labelled", labels.toString()));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          label | an argument is missing: --centroids DIR
          label --centroids DIR | --classifier endpoint needs --model NAME
          label --centroids DIR --classifier oracle | --classifier must be endpoint or nearest-description or labelled-prompts, got 'oracle'
          label --centroids DIR --classifier labelled-prompts | --classifier labelled-prompts needs --labelled FILE
          label --centroids DIR --classifier nearest-description --labelled f | --labelled requires --classifier labelled-prompts
          label --centroids DIR --classifier nearest-description --model m | --model requires --classifier endpoint
          label --centroids DIR --model m --concurrency 0 | --concurrency must be at least 1, got 0
          label --centroids DIR --model m --base-url ftp://host | must be http or https
          label --centroids DIR --model m --base-url http://me:secret@host/v1 | keys come from the environment
          label --centroids DIR --model m --temperature hot | --temperature must be a number or none, got hot
          label --centroids DIR --model m --temperature 3 | the temperature must be 0 to 2, got 3.0
          label --centroids DIR --model m --price-in -1 | prices must not be negative
          label --centroids DIR --model m --attempts 0 | attempts must be at least 1, got 0
          label --centroids DIR --model m --timeout 0 | timeout of a request must be positive
          label --centroids DIR --model m --labels nowhere.json | label file nowhere.json does not exist
          label --centroids DIR --model m --prompt nowhere.txt | prompt file nowhere.txt does not exist
          label --centroids DIR --model m --out DIR | already exists
          inspect | an argument is missing: DIR
          inspect DIR --text= | --text is blank
          '' | a command is missing: centroids
          """)
  void refusesWrongUse(String line, String message) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("centroids"));
    for (String argument : line.isEmpty() ? new String[0] : line.split(" ", -1)) {
      arguments.add(argument.equals("DIR") ? folder.toString() : argument);
    }
    CommandRun run = CommandRun.of(arguments.toArray(new String[0]));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("secret");
  }

  @Test
  void namesADirectoryThatHoldsNoCentroids() {
    CommandRun run =
        CommandRun.of("centroids", "label", "--centroids", folder.toString(), "--model", "m");
    assertThat(run.exitCode()).isOne();
    assertThat(run.err()).contains("manifest.json does not exist").contains("'centroids train'");
  }

  private Path trained() throws IOException {
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      prompts.add("A patient has <b>fever</b> and a cough for " + i + " days. Which drug?");
      prompts.add("The defendant broke contract number " + i + ". Is he liable for damages?");
      prompts.add("Write a Python function that sorts a list of " + i + " integers.");
    }
    Path directory = folder.resolve("trained");
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      CentroidTrainer.train(prompts, 3, 1, encoder, new Anything()).write(directory);
    }
    return directory;
  }

  /** Labels that are to be replaced. */
  private record Anything() implements PromptLabeller {
    @Override
    public List<String> labels() {
      return List.of("Anything");
    }

    @Override
    public CentroidManifest.Classifier classifier() {
      return new CentroidManifest.Classifier("test", "everything is anything", "0".repeat(64));
    }

    @Override
    public String label(String prompt, float[] embedding) {
      return "Anything";
    }
  }
}
