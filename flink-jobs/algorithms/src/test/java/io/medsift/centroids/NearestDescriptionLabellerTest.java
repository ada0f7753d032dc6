package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestDescriptionLabellerTest {

  private static SharedEncoder encoder;
  private static NearestDescriptionLabeller labeller;

  @BeforeAll
  static void open() throws IOException {
    encoder = SharedEncoder.open(ModelSource.miniLm());
    labeller = new NearestDescriptionLabeller(LabelDescriptions.bundled(), encoder);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Medical          | My father has crushing chest pain and sweats a lot. Is it a heart attack?
          Biology          | How does meiosis produce genetic variation in gametes?
          Chemistry        | Balance the equation for the combustion of propane.
          Physics          | What is the acceleration of a 3 kg mass under a force of 12 N?
          Mathematics      | Solve x^2 - 5x + 6 = 0.
          Computer science | Write a Python function that reverses a linked list.
          Law              | The plaintiff sues the seller for breach of contract. Who wins?
          Business         | How should a start-up price its first product for new customers?
          Humanities       | Why did the Roman Empire fall?
          General or other | Write a short story about a dragon who is afraid of heights.
          Medical          | 我发烧三天了，还咳嗽，应该吃什么药？
          Computer science | 请用Java编写一个程序，计算数组的最大值。
          """)
  void labelsPlainCases(String label, String prompt) {
    assertThat(labeller.label(prompt, encoder.encode(prompt))).isEqualTo(label);
  }

  @Test
  void bundledLabelsAreInTheirOrder() {
    assertThat(labeller.labels())
        .containsExactly(
            "Medical",
            "Biology",
            "Chemistry",
            "Physics",
            "Mathematics",
            "Computer science",
            "Engineering",
            "Law",
            "Business",
            "Humanities",
            "General or other");
    assertThat(labeller.classifier().sha256()).isEqualTo(LabelDescriptions.bundled().sha256());
    assertThat(labeller.classifier().description()).contains("all-MiniLM-L6-v2");
  }

  @Test
  void usersBringTheirOwnLabels(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("labels.json");
    Files.writeString(
        file,
        """
        {"labels": [{"label": "Cats", "descriptions": ["cats and kittens"]},
                    {"label": "Cars", "descriptions": ["cars and engines"]}]}
        """);
    NearestDescriptionLabeller own =
        new NearestDescriptionLabeller(LabelDescriptions.read(file), encoder);
    assertThat(own.label("my kitten", encoder.encode("my kitten"))).isEqualTo("Cats");
    assertThat(own.label("小猫", encoder.encode("小猫"))).isIn("Cats", "Cars");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          [                                                            | cannot be read
          {}                                                           | needs "labels"
          {"labels": [{"label": "A", "descriptions": ["a"]}]}          | at least two
          {"labels": [{"label": "A", "descriptions": ["a"]}, {"label": "A", "descriptions": ["a"]}]} | repeated label: A
          {"labels": [{"label": "A", "descriptions": ["a"]}, {"label": "B", "descriptions": []}]} | no descriptions for the label B
          """)
  void namesTheFileAndWhatIsWrong(String json, String message, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("labels.json");
    Files.writeString(file, json);
    assertThatThrownBy(() -> LabelDescriptions.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
