package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    EmbeddingModel.TokenizerSettings settings = tokenizer.settings();
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
    return ModelFiles.of("test", tokenizer, tokenizer, 256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "患者，男，65岁，突发胸痛2小时，伴大汗，首先应做什么检查？",
        "今天天气真好，我们去公园散步吧。",
        "高血压",
        "阿司匹林 aspirin 的作用机制是什么？",
        "心电图显示ST段抬高，诊断是什么？",
        "二甲双胍如何降低血糖",
        "患者は胸痛を訴えています。次に行うべき検査は何ですか。",
        "환자가 가슴 통증을 호소합니다. 다음 검사는 무엇입니까?",
        "ผู้ป่วยมีอาการเจ็บหน้าอก",
        "रोगी को सीने में दर्द है, निदान क्या है?",
        "Пациент жалуется на боль в груди, какой диагноз?",
        "𝕬𝖘𝖕𝖎𝖗𝖎𝖓 𝖇𝖑𝖔𝖈𝖐𝖘 𝖕𝖑𝖆𝖙𝖊𝖑𝖊𝖙𝖘",
        "ผู้ป่วยชายอายุหกสิบห้าปีมีอาการเจ็บหน้าอก Answer in detail.",
        "Q: מהם תסמיני מחלת הסוכרת אצל מבוגרים Answer in detail.",
        "Q: რა არის შაქრიანი დიაბეტის სიმპტომები? Answer in detail.",
        "🤒🤧😷🤕",
        "🤒 🤧 😷 🤕 💊",
      })
  void mostOfATextOfAnotherScriptIsUnread(String text) {
    assertThat(tokenizer.unread(text)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "37.5 / 120 !?",
        "A 65-year-old man has chest pain. Which test comes first?",
        "Hyperkalaemia in acute kidney injury: pathophysiology, electrocardiography and treatment",
        "Varón de 65 años con dolor torácico, ¿cuál es el diagnóstico más probable?",
        "Quel est le diagnostic le plus probable chez ce patient âgé ?",
        "Welche Untersuchung ist bei Brustschmerzen zuerst nötig?",
        "The Chinese word for aspirin is 阿司匹林, which pharmacists write on labels.",
        "α-blockers and β-blockers differ in how they lower pressure",
        "Compute \\frac{1}{2} \\times 3 for x = 7",
        "def median(values): return sorted(values)[len(values) // 2]",
        "Bệnh nhân nam 65 tuổi đau ngực, chẩn đoán là gì?",
        "I feel so sad 😢😢😢 since my father had a stroke",
        "Body temperature of 39 °C ™ for 3 days: what is it?",
      })
  void aTextOfLatinLettersIsRead(String text) {
    assertThat(tokenizer.unread(text)).isLessThanOrEqualTo(0.5);
  }
}
