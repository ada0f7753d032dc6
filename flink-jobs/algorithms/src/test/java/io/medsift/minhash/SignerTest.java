package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
  private static final SignatureScheme SCHEME = new SignatureScheme(4, 26, 5, 1);

  private final Signer signer = new Signer(SCHEME);

  @Test
  void ignoresCaseSpacingAndPunctuation() {
    Signature plain = signer.sign("Aspirin blocks COX-1, for good.");
    Signature other = signer.sign("aspirin  blocks (cox 1)\nfor good");

    assertThat(other.contentHigh()).isEqualTo(plain.contentHigh());
    assertThat(other.contentLow()).isEqualTo(plain.contentLow());
    assertThat(other.bands()).isEqualTo(plain.bands());
    assertThat(other.shingles()).isEqualTo(plain.shingles());
  }

  @Test
  void composedAndDecomposedAccentsAreTheSameText() {
    assertThat(signer.sign("Ménière disease of the ear").contentHigh())
        .isEqualTo(signer.sign("Me\u0301nie\u0300re disease of the ear").contentHigh());
  }

  @Test
  void countsShinglesAsASet() {
    assertThat(signer.sign("one two three four five").shingles()).hasSize(2);
    assertThat(signer.sign("a b c d a b c d").shingles()).hasSize(4);
    assertThat(signer.sign("no no no no no no no").shingles()).hasSize(1);
  }

  @Test
  void aShortTextHasOneShingleOfAllItsTokens() {
    assertThat(signer.sign("fever").shingles()).hasSize(1);
    assertThat(signer.sign("fever").shingles()).isNotEqualTo(signer.sign("fever fever").shingles());
  }

  @Test
  void aTextWithoutTokensHasContentButNoBands() {
    Signature dots = signer.sign("...");

    assertThat(dots.shingles()).isEmpty();
    assertThat(dots.bands()).isEmpty();
    assertThat(dots.contentHigh()).isNotEqualTo(signer.sign("???").contentHigh());
  }

  @ParameterizedTest
  @CsvSource({
    "患者三天前开始发热, 6",
    "カタカナの文章です, 6",
    "ผู้ป่วย, 1",
    "COVID-19 患者, 1",
    "नमस्ते दुनिया, 1",
    "x_1 y_2 z_3 w_4 v_5, 2"
  })
  void eachLetterOfAScriptWithoutSpacesIsAToken(String text, int shingles) {
    assertThat(signer.sign(text).shingles()).hasSize(shingles);
  }

  @Test
  void scopesShareNothing() {
    String text = "the same words in two scopes of comparison";

    assertThat(signer.sign(text, 1).contentHigh()).isNotEqualTo(signer.sign(text, 2).contentHigh());
    assertThat(shared(signer.sign(text, 1).bands(), signer.sign(text, 2).bands())).isZero();
    assertThat(signer.sign(text, 1).bands()).isEqualTo(signer.sign(text, 1).bands());
  }

  /** State is tied to these values: if they change, the scheme's fingerprint must change too. */
  @Test
  void signaturesStayWhatTheyWere() {
    Signature signature = signer.sign("Metformin lowers hepatic glucose production. 二甲双胍");

    assertThat(SCHEME.fingerprint())
        .isEqualTo("tokens-3/shingles-1/superminhash-1/ngram=4/bands=26/rows=5/seed=1");
    assertThat(Long.toHexString(signature.contentHigh())).isEqualTo("dc43d7fea8fdc90f");
    assertThat(Long.toHexString(signature.contentLow())).isEqualTo("bed96585d55983b3");
    assertThat(Arrays.hashCode(signature.bands())).isEqualTo(-1696422394);
    assertThat(Arrays.hashCode(signature.shingles())).isEqualTo(671041617);
  }

  @Test
  void theSecondTokeniserStillSignsForStateFromItsTime() {
    SignatureScheme second = new SignatureScheme(4, 26, 5, 1, 2);
    Signer before = new Signer(second);
    String text = "Metformin lowers hepatic glucose production. 二甲双胍 Больной принимает TNFβ";

    assertThat(second.fingerprint()).startsWith("tokens-2/shingles-1/");
    assertThat(before.sign(text).bands()).isEqualTo(signer.sign(text).bands());
    assertThat(before.sign("h\u0435patic").contentHigh())
        .isNotEqualTo(before.sign("hepatic").contentHigh());
    assertThat(signer.sign("h\u0435patic").contentHigh())
        .isEqualTo(signer.sign("hepatic").contentHigh());
  }

  @Test
  void theFirstTokeniserStillSignsForStateFromItsTime() {
    SignatureScheme first = new SignatureScheme(4, 26, 5, 1, 1);
    Signer before = new Signer(first);
    String text = "Metformin lowers hepatic glucose production. 二甲双胍";

    assertThat(first.fingerprint()).startsWith("tokens-1/shingles-1/");
    assertThat(before.sign(text).bands()).isEqualTo(signer.sign(text).bands());
    assertThat(before.sign("hepa\u00ADtic").contentHigh())
        .isEqualTo(before.sign("hepa tic").contentHigh());
    assertThat(before.sign("ｈｅｐａｔｉｃ").contentHigh())
        .isNotEqualTo(before.sign("hepatic").contentHigh());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00AD", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u200E", "\u200F", "\u202A",
        "\u202C", "\u2066", "\u2069", "\u034F", "\u061C", "\u180E", "\u2063", "\uFE0F", "\u3164",
        "\uDB40\uDC41", "\u0000", "\u0008", "\u007F", "\u0091", "\u200B\u00AD\uFEFF"
      })
  void invisibleCharactersAreNoPartOfATextWhereverTheyStand(String invisible) {
    for (String plain :
        List.of("Hyperkalaemia: insulin with glucose.", "高钾血症：静脉注射 insulin 10 单位。", "Ménière")) {
      String hidden =
          String.join(invisible, plain.codePoints().mapToObj(Character::toString).toList());

      assertThat(signer.sign(invisible + hidden + invisible).contentHigh())
          .as(plain)
          .isEqualTo(signer.sign(plain).contentHigh());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Ｈｙｐｅｒｋａｌｅｍｉａ　ｄｅｖｅｌｏｐｓ, hyperkalemia develops",
    "１０　ｍｇ, 10 mg",
    "ﬁbrin and ﬂow, fibrin and flow",
    "𝐀𝐬𝐩𝐢𝐫𝐢𝐧 𝘣𝘭𝘰𝘤𝘬𝘴, aspirin blocks",
    "H₂O and CO₂, H2O and CO2",
    "Ca²⁺ 10⁹, Ca2+ 109",
    "① fever ② cough, 1 fever 2 cough",
    "37 ℃, 37 °C",
    "５㎎, 5mg",
    "Ⅱ型糖尿病, II型糖尿病",
    "ｶﾞｽ, ガス",
    "2½ tablets, 2 1 2 tablets",
    "µg, μg",
    "ʰ, h",
    "ﻻ, لا",
    "가, 가",
  })
  void compatibleFormsAreTheOrdinaryOnes(String form, String ordinary) {
    assertThat(signer.sign(form).contentHigh()).isEqualTo(signer.sign(ordinary).contentHigh());
  }

  /**
   * Shares a band as often as theory says. 500 pairs at each similarity; the bound is four standard
   * deviations of that binomial, and the better-than-theory side of SuperMinHash is allowed.
   */
  @ParameterizedTest
  @CsvSource({"0.5", "0.6", "0.7", "0.75", "0.8"})
  void findsPairsAsOftenAsTheSchemePromises(double similarity) {
    // With shingles of one word, a set of words is a set of shingles.
    SignatureScheme ofWords = new SignatureScheme(1, 26, 5, 1);
    Signer wordSigner = new Signer(ofWords);
    Random random = new Random(7);
    int union = 400;
    int pairs = 500;
    int found = 0;
    for (int i = 0; i < pairs; i++) {
      List<String> words = distinctWords(union, random);
      int shared = (int) Math.round(similarity * union);
      int left = shared + (union - shared) / 2;
      Signature a = wordSigner.sign(String.join(" ", words.subList(0, left)));
      List<String> other = new ArrayList<>(words.subList(0, shared));
      other.addAll(words.subList(left, union));
      Signature b = wordSigner.sign(String.join(" ", other));
      found += shared(a.bands(), b.bands()) > 0 ? 1 : 0;
    }
    double recall = 1 - Math.pow(1 - Math.pow(similarity, SCHEME.rows()), SCHEME.bands());
    double slack = 4 * Math.sqrt(recall * (1 - recall) / pairs) + 0.002;
    assertThat((double) found / pairs).isBetween(recall - slack, recall + slack + 0.02);
  }

  private static List<String> distinctWords(int count, Random random) {
    Set<String> words = new HashSet<>();
    while (words.size() < count) {
      words.add(Long.toString(random.nextLong(), 36).replace("-", "m"));
    }
    return new ArrayList<>(words);
  }

  private static int shared(long[] a, long[] b) {
    int shared = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      shared += a[i] == b[i] ? 1 : 0;
    }
    return shared;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        "a ",
        "\u0301\u0323",
        "\u0f73",
        "\u75c5",
        "\u0e01\u0e31",
        "\ud83d\ude00"
      })
  void takesTimeThatGrowsWithTheText(String piece) {
    int length = 1 << 13;
    Growth.requireLinear(
        "signing a text of <" + piece + ">",
        piece.repeat(length / Growth.FACTOR / piece.length()),
        piece.repeat(length / piece.length()),
        text -> {
          var unused = signer.sign(text);
          var unusedFirst = new Signer(new SignatureScheme(4, 26, 5, 1, 1)).sign(text);
        });
  }
}
