package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.medsift.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equality with the tokenizer of Hugging Face, piece by piece. */
class WordPieceTokenizerCrossCheckTest {

  private static final int[] HOSTILE = {
    0x0, 0x7, 0x9, 0xA, 0xD, 0x1B, 0x20, 0x21, 0x41, 0x5B, 0x61, 0x7A, 0x85, 0xA0, 0xAD, 0xC5, 0xE9,
    0x130, 0x131, 0x1C5, 0x300, 0x301, 0x323, 0x345, 0x37E, 0x3A3, 0x3C2, 0x5D0, 0x61C, 0x644,
    0x915, 0x93F, 0xAC00, 0x1100, 0x1161, 0x11A8, 0x1E9B, 0x1FEF, 0x200B, 0x200D, 0x2028, 0x202E,
    0x2126, 0x212A, 0x226E, 0x2FF0, 0x3000, 0x3042, 0x302E, 0x3099, 0x4E2D, 0x9FFF, 0xD7A3, 0xE000,
    0xF900, 0xFB01, 0xFE0F, 0xFEFF, 0xFF21, 0xFFFD, 0x10400, 0x1D15E, 0x1F600, 0x1F3FD, 0x2F800,
    0xE0041, 0x10FFFF
  };

  private static HuggingFaceTokenizer reference;
  private static WordPieceTokenizer tokenizer;

  @BeforeAll
  static void load(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tokenizer.json");
    Files.write(file, ModelSource.miniLm().tokenizer());
    reference =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(file)
            .optPadding(false)
            .optTruncation(true)
            .optMaxLength(256)
            .build();
    tokenizer = WordPieceTokenizer.load(ModelSource.miniLm());
  }

  @AfterAll
  static void free() {
    reference.close();
  }

  @Test
  void codePointsOfEveryKindAreTreatedAlike() {
    SplittableRandom random = new SplittableRandom(6);
    assertCodePoints(character -> beginsAKind(character) || random.nextInt(16) == 0);
  }

  @Tag("long")
  @Test
  void everyCodePointIsTreatedAlike() {
    assertCodePoints(character -> true);
  }

  private static boolean beginsAKind(int character) {
    return character == 0
        || Character.getType(character) != Character.getType(character - 1)
        || Character.UnicodeScript.of(character) != Character.UnicodeScript.of(character - 1);
  }

  private static void assertCodePoints(IntPredicate chosen) {
    StringBuilder text = new StringBuilder();
    int characters = 0;
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (Character.getType(character) != Character.SURROGATE && chosen.test(character)) {
        text.append('a').appendCodePoint(character).append("b ");
        characters++;
      }
      if (characters == 40 || character == Character.MAX_CODE_POINT) {
        assertSame(text.toString());
        text.setLength(0);
        characters = 0;
      }
    }
  }

  @Test
  void randomMixturesOfHostileCharacters() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        text.appendCodePoint(HOSTILE[random.nextInt(HOSTILE.length)]);
      }
      assertSame(text.toString());
    }
  }

  @Test
  void randomPiecesOfWords() {
    String[] parts = {
      "un",
      "##ing",
      "[SEP]",
      "[MASK",
      "[PAD]",
      "]",
      "cardio",
      "myo",
      "pathy",
      " ",
      "发烧",
      "😷",
      "-",
      "µg/dL",
      "É",
      "ß",
      "ſ",
      "0.5",
      "\t",
      "x".repeat(60),
      "[unused1]",
      "[CLS]",
      "'s",
      "\u0301"
    };
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertSame(text.toString());
    }
  }

  @Test
  void longTexts() {
    assertTextsOf(1 << 14);
  }

  @Tag("long")
  @Test
  void textsOfOneMegabyte() {
    assertTextsOf(1 << 20);
  }

  private static void assertTextsOf(int length) {
    List<String> units =
        List.of("chest pain. ", "胸痛，发热。", "x", "é", "\u0301\u0323", "😷", "가", "[SEP]", "\u0000");
    for (String unit : units) {
      assertSame(unit.repeat(length / unit.length()));
    }
  }

  @Test
  void realPromptsOfEverySource() {
    assertRealPrompts(50);
  }

  @Tag("long")
  @Test
  void manyRealPromptsOfEverySource() {
    assertRealPrompts(400);
  }

  private static void assertRealPrompts(int rowsOfEach) {
    SharedData data = SharedData.required();
    List<String> files =
        List.of(
            "alpacare_outputs",
            "chatdoctor5k",
            "codealpaca",
            "emollm_zh",
            "flan_cot",
            "gpteacher",
            "gsm8k_train",
            "huatuo_llama_zh",
            "medquad",
            "mmlupro_Mixtral_8x7B_Instruct_v0_1",
            "star1_r1");
    List<String> texts = new ArrayList<>();
    for (String file : files) {
      data.rows("train/" + file, rowsOfEach)
          .forEach(
              row -> {
                texts.add(row.path("prompt").asText());
                texts.add(row.path("response").asText());
              });
    }
    assertThat(texts).hasSizeGreaterThan(20 * rowsOfEach);
    texts.forEach(WordPieceTokenizerCrossCheckTest::assertSame);
  }

  private static void assertSame(String text) {
    long[] expected = reference.encode(text).getIds();
    long[] found = Arrays.stream(tokenizer.encode(text)).asLongStream().toArray();
    if (!Arrays.equals(expected, found)) {
      String shown = text.length() > 200 ? text.substring(0, 200) : text;
      assertThat(found).as("pieces of <%s>", shown).containsExactly(expected);
    }
  }
}
