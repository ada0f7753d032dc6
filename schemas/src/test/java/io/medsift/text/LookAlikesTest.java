package io.medsift.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikesTest {
  @ParameterizedTest
  @CsvSource({
    "p\u0430tient, patient",
    "\u0440\u0430ti\u0435nt, patient",
    "\u0410cute, Acute",
    "M\u0415\u0422F\u041eRMIN, METFORMIN",
    "d\u03bfse, dose",
    "\u03b1cute, acute",
    "\u0391cute, Acute",
    "we\u00ad\u0456gh, we\u00adigh",
    "\u04416H12O6, c6H12O6",
    "caf\u00e9-p\u0430tient, caf\u00e9-patient",
    "больнoй, больной",
    "пaцueнт, пaцueнт",
    "кашeль, кашель",
    "нa, на",
    "\u0440уку, руку",
    "pуку, руку",
    "ασθενήςo, ασθενήςο",
  })
  void writesAWordOfTwoScriptsInOne(String mixed, String one) {
    assertThat(LookAlikes.folded(mixed)).isEqualTo(one).hasSameSizeAs(mixed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain ASCII, naïve café",
        "Больной 45 лет: кашель, ВИЧ-инфекция, HLA-антиген",
        "Рост и вес, рак, тромб; АЦЕТОН",
        "Ο ασθενής έχει πυρετό",
        "β-blocker, α1, Δ9, 5 μg, TNFβ, ΔF508, kΩ, λmax",
        "患者α波、β波",
        "\ud83d\ude00 а"
      })
  void leavesOrdinaryWordsAsTheyAre(String text) {
    assertThat(LookAlikes.folded(text)).isSameAs(text);
  }

  @Test
  void takesTimeThatGrowsWithTheText() {
    assertThat(LookAlikes.folded("а1".repeat(300_000))).hasSize(600_000);
    assertThat(LookAlikes.folded("aа".repeat(300_000))).isEqualTo("a".repeat(600_000));
    assertThat(LookAlikes.folded("а ".repeat(300_000))).hasSize(600_000);
  }
}
