package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.DecontaminationRule.Passage;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedRuleTest {
  private static final String STORY =
      "A 45-year-old carpenter comes to the clinic with burning pain along the ulnar border of his"
          + " forearm 3 weeks after falling 12 feet from scaffolding. Tinel sign is positive over"
          + " the medial epicondyle, and grip weakness worsened despite splinting. ";
  private static final String ASKED = "Which nerve should be decompressed surgically?";
  private static final String MISTYPED =
      "A 45-yaer-old carpenter comes to teh clinic with burnin pain along the ulnr border of his"
          + " forarm 3 weeks after falling 12 feet from scafolding. Tinel signis positive over the"
          + " medial epicondile, and grip weaknes worsened despite splintng. Which nerve should be"
          + " decompresed surgically?";
  private static final String CHINESE = "患者女性，58岁，慢性阻塞性肺气肿十余年，近日咳嗽加重并出现下肢水肿，肺功能检查最有价值的指标是";

  private static final DecontaminationRule RULE =
      AlignedRule.Settings.DEFAULT.on(Items.index(items()));

  private static List<EvaluationItem> items() {
    List<EvaluationItem> items = new ArrayList<>();
    items.add(
        Items.withOptions("story", STORY + ASKED, "Ulnar nerve", "Median nerve", "Radial nerve"));
    items.add(Items.withOptions("chinese", CHINESE, "潮气量", "肺活量", "残气量", "二氧化碳结合力"));
    items.add(
        Items.withOptions(
            "except",
            "All of the following drugs prolong the QT interval except",
            "Sotalol",
            "Erythromycin",
            "Haloperidol",
            "Lisinopril"));
    items.add(
        Items.withOptions(
            "feature",
            "Which of the following is a feature of Felty syndrome?",
            "Splenomegaly",
            "Neutropenia",
            "Leg ulcers",
            "Rheumatoid arthritis"));
    items.add(
        Items.withOptions("chinese-not", "下列药物中不属于氨基糖苷类抗生素的是", "庆大霉素", "链霉素", "阿奇霉素", "妥布霉素"));
    items.add(
        Items.withOptions(
            "short-story",
            "A zookeeper has pruritic scalp vesicles. What is the most likely causative parasite?",
            "Sarcoptes scabiei",
            "Pediculus humanus",
            "Demodex folliculorum"));
    items.add(
        Items.withOptions("name", "What is the cause of fibrodysplasia ossificans progressiva?"));
    items.add(Items.withOptions("chinese-cause", "患者突发喉头水肿伴荨麻疹，首选的抢救药物是", "肾上腺素", "地塞米松", "氯苯那敏"));
    for (int i = 0; i < 40; i++) {
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
    return items;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Mistyped, in letters and in spaces.
        MISTYPED,
        // Words left out.
        "A 45-year-old carpenter comes to clinic with burning pain the ulnar border of forearm 3"
            + " weeks after falling 12 from scaffolding. Tinel is positive over medial epicondyle,"
            + " grip weakness worsened splinting. Which nerve be decompressed surgically?",
        // Common words replaced, and numbers.
        "A 51-year-old carpenter presents to the practice having burning ache along the ulnar"
            + " border of the forearm 5 weeks following a fall of 9 feet off scaffolding. Tinel"
            + " sign remains positive at the medial epicondyle, and grip weakness worsened in spite"
            + " of splinting. What nerve must be decompressed surgically?",
        // Halves.
        STORY,
        "Tinel sign is positive over the medial epicondyle, and grip weakness worsened despite"
            + " splinting. Which nerve should be decompressed surgically?\n"
            + "A. Ulnar nerve\n"
            + "B. Median nerve\n"
            + "C. Radial nerve",
        "患者女，58岁，慢性阻塞性肺气肿十余年，近曰咳嗽加重出现下肢水肿，肺功检查最有价值指标是？",
      })
  void findsAnItemThatSomeoneChanged(String prompt) {
    assertThat(RULE.check(prompt)).isPresent();
  }

  @Test
  void theEvidenceIsThePartOfThePromptThatFollowsTheItem() {
    String before = "I met this one in my notes from the orthopedics rotation, see below.\n";
    AlignedRule.Match match = (AlignedRule.Match) RULE.check(before + MISTYPED).orElseThrow();

    assertThat(match.item().id()).isEqualTo("story");
    assertThat(match.score()).isBetween(0.7, 1.0);
    assertThat(match.passage()).doesNotContain("rotation").contains("medial epicondile");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How does a carpenter avoid forearm pain?",
        "A 33-year-old patient has tinnitus and vertigo. Which of the following is the most likely"
            + " diagnosis?",
        "为什么慢性阻塞性肺气肿患者会咳嗽？",
      })
  void leavesOtherQuestionsOfTheTopicAlone(String prompt) {
    assertThat(RULE.check(prompt)).isEmpty();
  }

  @Test
  void theSameStoryWithOtherNumbersAndAnotherQuestionIsNew() {
    String story = STORY.replace("45", "62").replace("3 weeks", "8 weeks").replace("12", "20");
    String question = "How many days of sick leave does the insurance grant him?";

    assertThat(RULE.check(story + question)).isEmpty();
    assertThat(RULE.check(STORY + question)).isPresent();
    List<String> options = List.of("Ulnar nerve", "Median nerve", "Radial nerve");
    assertThat(RULE.check(new Passage(story + question, options, true))).isPresent();
    assertThat(RULE.check(story + ASKED)).isPresent();
    assertThat(RULE.check(story + ASKED + " Show all your work and round to two decimals."))
        .isPresent();
    assertThat(RULE.check(story)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which of the following is not a feature of Felty syndrome?",
        "Which of the following is NOT a feature of Felty syndrome?\n"
            + "A. Splenomegaly\nB. Neutropenia\nC. Leg ulcers\nD. Polycythemia",
        "A zookeeper has pruritic scalp vesicles. What is not the most likely causative parasite?",
        "患者突发喉头水肿伴荨麻疹，首选的抢救药物不是",
        "下列药物中属于氨基糖苷类抗生素的是？",
        "下列药物中属于氨基糖苷类抗生素的是\nA. 青霉素\nB. 卡那霉素\nC. 四环素",
      })
  void theOppositeOfAShortQuestionIsNew(String prompt) {
    assertThat(RULE.check(prompt)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Reordered choices change no question.
        "Which of the following is a feature of Felty syndrome?\n"
            + "A. Leg ulcers\nB. Rheumatoid arthritis\nC. Splenomegaly\nD. Neutropenia",
        // A negation before the question, or in another sentence, is none of it.
        "I do not know this one. Which of the following is a feature of Felty syndrome?",
        "It is not Polycythemia.\n\nWhich of the following is a feature of Felty syndrome?\n"
            + "A. Splenomegaly\nB. Neutropenia\nC. Leg ulcers\nD. Rheumatoid arthritis",
        // Another word for the same negation, a cut question, and a word that is lost.
        "All of the following drugs prolong the QT interval besides",
        "All of the following drugs prolong the QT interval",
        "All of the following drugs prolong the QT interval:\n"
            + "A. Sotalol\nB. Erythromycin\nC. Haloperidol\nD. Lisinopril",
        "Which the following drugs prolong QT interval\n"
            + "A. Sotalol\nB. Erythromycin\nC. Haloperidol\nD. Lisinopril",
        "下列药物中属于氨基糖苷类抗生素的是\nA. 庆大霉素\nB. 链霉素\nC. 阿奇霉素\nD. 妥布霉素",
        "下列药物中非属于氨基糖苷类抗生素的是\nA. 庆大霉素\nB. 链霉素\nC. 阿奇霉素\nD. 妥布霉素",
        // A negation in the story, or in a remark, beside the item's own choices.
        "A zookeeper has pruritic scalp vesicles and no fever. What is the most likely causative"
            + " parasite?\nA. Sarcoptes scabiei\nB. Pediculus humanus\nC. Demodex folliculorum",
        "A zookeeper has pruritic scalp vesicles. What is the most likely causative parasite (do"
            + " not guess)?",
        // A character that negates, within another word.
        "患者无诱因突发喉头水肿伴荨麻疹，首选的抢救药物是\nA. 肾上腺素\nB. 地塞米松\nC. 氯苯那敏",
        "患者突发喉头水肿伴荨麻疹，首选的非甾体抢救药物是",
        // What a long story asks is not all of it.
        STORY + "Which nerve should not be decompressed surgically?",
      })
  void aNegationThatIsLostOrStandsElsewhereSpeaksForNothing(String prompt) {
    assertThat(RULE.check(prompt)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Is fibrodysplasia ossificans progressiva inherited?",
        "What are the genetic changes related to fibrodysplasia ossificans progressiva?",
        "What is (are) fibrodysplasia ossificans progressiva?",
        "My niece has fibrodysplasia ossificans progressiva. How many children grow out of it?",
      })
  void anotherQuestionAboutTheOneThingThatAnItemNamesIsNew(String prompt) {
    assertThat(RULE.check(prompt)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is cause of fibrodysplasia ossificans progressiva",
        "Which is the reason of fibrodysplasia ossificans progressiva?",
        "Waht is the casue of teh fibrodysplasia ossificans progressiva?",
        "what is the fibrodysplasia ossificans progressiva's cause?",
      })
  void aShortQuestionInOtherWordsIsFound(String prompt) {
    assertThat(RULE.check(prompt)).isPresent();
  }

  @Test
  void aPartOfALongerTextMustHoldMoreOfAnItem() {
    String half =
        "Tinel sign was positive at the medial epicondyle, and grip weakness worsened despite"
            + " splints.";
    String mention = "The carpenter's forearm hurt along the ulnar border. " + half;

    assertThat(RULE.check(Passage.part("My day: " + mention))).isEmpty();
    assertThat(RULE.check(Passage.part("My day: " + STORY.replace("pain", "ache") + ASKED)))
        .isPresent();
  }

  @Test
  void anItemOfManyThousandWordsIsLeftToTheCalibratedRule() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      text.append("word").append(i).append(i % 12 == 0 ? ". " : " ");
    }
    DecontaminationRule rule =
        AlignedRule.Settings.DEFAULT.on(
            Items.index(List.of(Items.withOptions("long", text.toString(), "yes", "no"))));

    assertThat(rule.check(text.toString())).isPresent();
    assertThat(rule.check(text.toString().replaceAll("word(\\d)", "wrd$1"))).isEmpty();
  }

  @Test
  void rulesOfAnIndexShareTheirTables() {
    IndexTables tables = new IndexTables(Items.index(items()));
    DecontaminationRule aligned = AlignedRule.Settings.DEFAULT.on(tables);
    DecontaminationRule calibrated = CalibratedRule.Settings.DEFAULT.on(tables);

    assertThat(tables.calibrated(CalibratedRule.Settings.DEFAULT))
        .isSameAs(tables.calibrated(AlignedRule.Settings.DEFAULT.calibrated()));
    assertThat(aligned.check(MISTYPED)).isPresent();
    assertThat(calibrated.check(STORY + ASKED)).isPresent();
    assertThat(aligned.check(MISTYPED)).isPresent();
  }

  @Test
  void findsAllThatTheCalibratedRuleFinds() {
    DecontaminationRule calibrated = CalibratedRule.Settings.DEFAULT.on(Items.index(items()));
    for (EvaluationItem item : items()) {
      Optional<?> found = calibrated.check(item.questionWithOptions());
      assertThat(RULE.check(item.questionWithOptions()).isPresent()).isEqualTo(found.isPresent());
    }
  }
}
