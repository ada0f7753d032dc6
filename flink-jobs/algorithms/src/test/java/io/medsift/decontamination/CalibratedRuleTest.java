package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedRuleTest {
  private static final String VIGNETTE =
      "A 45-year-old carpenter comes to the clinic with burning pain along the ulnar border of his"
          + " forearm after falling from scaffolding. Which of the following is the most likely"
          + " diagnosis?";
  private static final String CHINESE = "阻塞性肺气肿肺功能检查最有价值的是";
  private static final String PHRASE = "Which of the following statements is true?";

  private static final CalibratedRule RULE = rule();

  private static CalibratedRule rule() {
    List<EvaluationItem> items = new ArrayList<>();
    items.add(Items.withOptions("vignette", VIGNETTE, "Cubital tunnel syndrome", "Carpal tunnel"));
    items.add(Items.withOptions("chinese", CHINESE, "潮气量", "肺活量", "残气量", "二氧化碳结合力"));
    items.add(Items.withOptions("short", "Resin teeth:", "bond to acrylic", "wear quickly"));
    for (int i = 0; i < 40; i++) {
      items.add(Items.withOptions("phrase" + i, PHRASE, "about drug" + i, "about organ" + i));
      items.add(
          Items.withOptions(
              "filler" + i,
              "A "
                  + (20 + i)
                  + "-year-old patient has finding"
                  + i
                  + " and sign"
                  + i
                  + ". Which of the following is the most likely diagnosis?",
              "disease" + i,
              "syndrome" + i));
    }
    return new CalibratedRule(Items.index(items), CalibratedRule.Settings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "Please reason step by step, and put your final answer within \\boxed{}. %s",
        "My teacher gave me this and I have been thinking about it all day long: %s Thank you!",
        "%s\nA. Cubital tunnel syndrome\nB. Carpal tunnel",
        "%s Answer Choices: (A) Something else (B) Another (C) Neither",
      })
  void findsAQuestionInWhateverItIsWrapped(String wrapping) {
    assertThat(match(wrapping.formatted(VIGNETTE)).item().id()).isEqualTo("vignette");
    assertThat(match(wrapping.formatted(VIGNETTE.toUpperCase(Locale.ROOT))).item().id())
        .isEqualTo("vignette");
    assertThat(match(wrapping.formatted(VIGNETTE.replace(" ", " \n "))).score()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00AD", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u200E", "\u2066", "\u034F",
        "\u180E", "\uFE0F", "\u3164", "\u0000", "-\n", "-\r\n", "\u2010\n", "- \n  ", "\u00AD\n"
      })
  void findsAQuestionWhoseWordsAreCut(String cut) {
    String hidden = VIGNETTE.replaceAll("\\b([a-z]{3})(?=[a-z]{3})", "$1" + cut);
    assertThat(match(hidden).item().id()).isEqualTo("vignette");
    assertThat(match(hidden).score()).isEqualTo(1);
    assertThat(hidden).contains(match(hidden).phrase());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u200B", "\u2060", "\uFEFF", "\u00AD", "\uFE0F", "\u200D", "\uDB40\uDD00"})
  void findsAChineseQuestionWithInvisibleCharacters(String invisible) {
    String hidden = String.join(invisible, CHINESE.split(""));
    assertThat(match(hidden + "？").item().id()).isEqualTo("chinese");
  }

  @Test
  void findsAQuestionInCompatibleForms() {
    String fullWidth =
        VIGNETTE
            .codePoints()
            .map(c -> c == ' ' ? 0x3000 : c + 0xFEE0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String bold =
        VIGNETTE
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .map(c -> c >= 'a' && c <= 'z' ? 0x1D41A + c - 'a' : c)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    assertThat(match(fullWidth).score()).isEqualTo(1);
    assertThat(match(bold).score()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"aceopxyi,асеорхуі", "aeo,аео", "oavic,οανiϲ", "AHTa,АНТа"})
  void findsAQuestionInLettersOfOtherScripts(String latin, String others) {
    StringBuilder hidden = new StringBuilder(VIGNETTE);
    for (int i = 0; i < latin.length(); i++) {
      for (int at = 0; at < hidden.length(); at++) {
        if (hidden.charAt(at) == latin.charAt(i)) {
          hidden.setCharAt(at, others.charAt(i));
        }
      }
    }
    CalibratedRule.Match match = match(hidden.toString());
    assertThat(match.item().id()).isEqualTo("vignette");
    assertThat(match.score()).isGreaterThan(0.7);
    assertThat(hidden).contains(match.phrase());
  }

  @Test
  void aHyphenAtTheEndOfALineThatBelongsToTheWordsStaysOne() {
    assertThat(match(VIGNETTE.replace("45-year-old", "45-\nyear-\nold")).score()).isEqualTo(1);
  }

  @Test
  void seesChinese() {
    CalibratedRule.Match match = match("请问，" + CHINESE + "？A．潮气量 B．肺活量 C．残气量 D．二氧化碳结合力");
    assertThat(match.item().id()).isEqualTo("chinese");
    assertThat(match.phrase()).isEqualTo(CHINESE);
    assertThat(match.itemsSharing()).isEqualTo(1);
    assertThat(match.optionsFound()).isEqualTo(4);
  }

  @Test
  void findsATruncatedQuestion() {
    CalibratedRule.Match match = match(VIGNETTE.substring(0, 120));
    assertThat(match.item().id()).isEqualTo("vignette");
    assertThat(match.score()).isBetween(0.5, 0.99);
  }

  @Test
  void setPhrasesAreNoEvidence() {
    assertThat(
            RULE.check(
                "A 30-year-old patient has a headache. Which of the following is the most likely"
                    + " diagnosis?"))
        .isEmpty();
    assertThat(RULE.check("Doctor, which of the following statements is true? I feel sick."))
        .isEmpty();
  }

  @Test
  void tellsQuestionsOfSetPhrasesApartByTheirChoices() {
    assertThat(match(PHRASE + "\nA. about drug7\nB. about organ7").item().id())
        .isEqualTo("phrase7");
    assertThat(RULE.check(PHRASE + "\nA. about cars\nB. about boats")).isEmpty();
    assertThat(match(PHRASE).itemsSharing()).isEqualTo(40);
  }

  @Test
  void shortItemsNeedMoreThanTheirWords() {
    assertThat(match("Resin teeth").item().id()).isEqualTo("short");
    assertThat(match("resin TEETH: (a) bond to acrylic (b) wear quickly").optionsFound())
        .isEqualTo(2);
    assertThat(RULE.check("My dentist says that resin teeth look good, is that so?")).isEmpty();
  }

  @Test
  void quotesThePhraseAsItStandsInThePrompt() {
    String prompt =
        "Hi, CARPENTER comes to the clinic with BURNING pain -- along the ulnar border"
            + " of his forearm after falling from scaffolding. What now?";
    CalibratedRule.Match match = match(prompt);
    assertThat(match.phrase())
        .isEqualTo(
            "CARPENTER comes to the clinic with BURNING pain -- along the ulnar border"
                + " of his forearm after falling from scaffolding");
    assertThat(prompt).contains(match.phrase());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "?!", "A. B.", "Please reason step by step"})
  void nothingMatchesNothing(String prompt) {
    assertThat(RULE.check(prompt)).isEmpty();
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new CalibratedRule.Settings(1, 0.75, 22, 0.4, 80, 0.3, 0.9, 0.6, 0.5))
        .hasMessage("gramLength must be at least 2, was 1");
    assertThatThrownBy(() -> new CalibratedRule.Settings(4, 1.5, 22, 0.4, 80, 0.3, 0.9, 0.6, 0.5))
        .hasMessage("containment must be above 0 and at most 1, was 1.5");
    assertThatThrownBy(() -> new FuzzyRule.Settings(101, false))
        .hasMessage("threshold must be 1 to 100, was 101");
    assertThatThrownBy(() -> new AnySharedNgramRule.Settings(0, false))
        .hasMessage("words must be at least 1, was 0");
  }

  private static CalibratedRule.Match match(String prompt) {
    Optional<DecontaminationRule.Contamination> found = RULE.check(prompt);
    assertThat(found).as(prompt).isPresent();
    return (CalibratedRule.Match) found.get();
  }
}
