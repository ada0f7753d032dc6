package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTokenizerTest {

  private final WordPieceTokenizer tokenizer;

  WordPieceTokenizerTest() throws ModelLoadException {
    tokenizer = WordPieceTokenizer.load(ModelSource.miniLm());
  }

  @Test
  void cutsWordsIntoTheLongestPieces() {
    assertThat(tokenizer.encode("Hello, world!")).containsExactly(101, 7592, 1010, 2088, 999, 102);
  }

  @Test
  void emptyTextIsTheTwoSpecialTokens() {
    assertThat(tokenizer.encode("")).containsExactly(101, 102);
    assertThat(tokenizer.encode(" \n\u0000\u200b")).containsExactly(101, 102);
  }

  @Test
  void accentsAndCaseMakeNoDifference() {
    assertThat(tokenizer.encode("Ménière Naïve"))
        .isEqualTo(tokenizer.encode("MENIERE naive"))
        .isEqualTo(tokenizer.encode("Me\u0301nie\u0300re Nai\u0308ve"));
  }

  @Test
  void wordOfMoreThanOneHundredCharactersIsUnknown() {
    assertThat(tokenizer.encode("a".repeat(100))).doesNotContain(100);
    assertThat(tokenizer.encode("a".repeat(101))).containsExactly(101, 100, 102);
  }

  @Test
  void stopsAtTheLimitOfTheModelAndNotOfTheFile() {
    int[] pieces = tokenizer.encode("fever ".repeat(300));
    assertThat(pieces).hasSize(256).startsWith(101).endsWith(102);
  }

  @Test
  void readsNoFurtherThanTheLimitNeeds() {
    String beginning = "fever and cough ".repeat(200);
    String endless = beginning + "x".repeat(1 << 20);
    assertThat(tokenizer.encode(endless)).isEqualTo(tokenizer.encode(beginning));
  }

  @Test
  void longMarksAndLongWordsWithoutSpacesAreBounded() {
    assertThat(tokenizer.encode("é".repeat(1 << 20))).containsExactly(101, 100, 102);
    assertThat(tokenizer.encode("e" + "\u0301".repeat(1 << 20))).isEqualTo(tokenizer.encode("e"));
  }

  @Test
  void dropsLoneSurrogates() {
    assertThat(tokenizer.encode("fe\ud800ver \udc00")).isEqualTo(tokenizer.encode("fever"));
  }

  @Test
  void writtenOutSpecialTokensAreThoseTokens() {
    assertThat(tokenizer.encode("a[SEP]b [sep]"))
        .startsWith(101, 1037, 102, 1038)
        .contains(1031, 1033);
  }

  @Test
  void namesTheFileTheSettingAndWhatWasFound(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, "{\"model\": {\"type\": \"BPE\"}}");
    assertThatThrownBy(() -> WordPieceTokenizer.load(source(file)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("/model/type must be WordPiece, found \"BPE\"");
  }

  @Test
  void refusesACasedTokenizer(@TempDir Path folder) throws Exception {
    String original = new String(ModelSource.miniLm().tokenizer(), StandardCharsets.UTF_8);
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(
        file, original.replaceFirst("\"lowercase\":\\s*true", "\"lowercase\": false"));
    assertThatThrownBy(() -> WordPieceTokenizer.load(source(file)))
        .hasMessageContaining("/normalizer/lowercase must be true, found false");
  }

  @Test
  void saysWhenTheFileIsMissingOrNotJson(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> WordPieceTokenizer.load(source(missing)))
        .hasMessage("model file " + missing + " does not exist");
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{");
    assertThatThrownBy(() -> WordPieceTokenizer.load(source(broken)))
        .hasMessageStartingWith("tokenizer file " + broken + " is not JSON");
  }

  @Test
  void settingsDescribeTheFile() {
    TokenizerSettings settings = tokenizer.settings();
    assertThat(settings.vocabularySize()).isEqualTo(30_522);
    assertThat(settings.maxWordCharacters()).isEqualTo(100);
    assertThat(settings.sha256()).hasSize(64);
  }

  @Test
  void givesTheSameOnManyThreads() {
    String text = "Une fièvre de 39.5°C, 发烧 and a dry cough 😷";
    int[] expected = tokenizer.encode(text);
    assertThat(
            Arrays.asList(new Integer[64]).parallelStream()
                .allMatch(ignored -> Arrays.equals(expected, tokenizer.encode(text))))
        .isTrue();
  }

  private static ModelSource source(Path tokenizer) {
    return ModelSource.files("test", tokenizer, tokenizer, 256);
  }
}
