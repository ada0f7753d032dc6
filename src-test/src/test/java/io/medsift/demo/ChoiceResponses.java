package io.medsift.demo;

/**
 * Responses to one multiple-choice prompt, as a model would give them when asked several times:
 * each argues from other facts, in another shape.
 */
final class ChoiceResponses {
  static final int SHAPES = 8;

  private final MultipleChoice choice;
  private final ClinicalCase patient;
  private final int number;

  ChoiceResponses(MultipleChoice choice, int number) {
    this.choice = choice;
    this.patient = choice.patient();
    this.number = number;
  }

  /** A response that ends in the gold letter. */
  String correct(int shape) {
    return patient.isChinese() ? correctChinese(shape) : correctEnglish(shape);
  }

  private String correctEnglish(int shape) {
    String answer = patient.heading();
    String gold = choice.gold();
    return switch (shape % SHAPES) {
      case 0 ->
          """
          %s %s %s %s

          Taken together, this leads me to option %s (%s).

          \\boxed{%s}"""
              .formatted(
                  Sentences.leadIn(number),
                  patient.firstClue(),
                  patient.secondClue(),
                  patient.mechanism(),
                  gold,
                  patient.answer(),
                  gold);
      case 1 ->
          """
          Going through the choices one at a time:
          - %s: %s
          - %s: %s
          - %s: %s

          What remains: %s.

          Final answer: \\boxed{%s}"""
              .formatted(
                  choice.letterOfOther(0),
                  patient.against().get(0),
                  choice.letterOfOther(1),
                  patient.against().get(1),
                  choice.letterOfOther(2),
                  patient.against().get(2),
                  patient.answer(),
                  gold);
      case 2 ->
          """
          **Mechanism.** %s

          **What follows.** %s

          The answer is (%s) %s.

          \\boxed{%s}"""
              .formatted(patient.mechanism(), patient.next(), gold, answer, gold);
      case 3 ->
          """
          1. %s
          2. One competitor deserves a word. %s
          3. With that set aside, the remaining facts agree.

          Therefore the correct option is %s.
          \\boxed{%s}"""
              .formatted(patient.secondClue(), patient.against().get(number % 3), gold, gold);
      case 4 ->
          """
          <think>
          %s %s "%s"? %s And "%s"? %s So neither of them.
          </think>

          The best choice is %s: %s.

          \\boxed{%s}"""
              .formatted(
                  Sentences.leadIn(number + 3),
                  patient.firstClue(),
                  patient.others().get(1),
                  patient.against().get(1),
                  patient.others().get(2),
                  patient.against().get(2),
                  gold,
                  answer,
                  gold);
      case 5 ->
          """
          Short answer: %s. %s For the ward: %s

          \\boxed{%s}"""
              .formatted(answer, patient.firstClue(), patient.next(), gold);
      case 6 ->
          """
          <think>
          %s %s %s My first idea was "%s". %s That settles it.
          </think>

          %s, then. Nothing in the history contradicts it. \\boxed{%s}"""
              .formatted(
                  Sentences.leadIn(number + 5),
                  patient.secondClue(),
                  patient.mechanism(),
                  patient.others().get(0),
                  patient.against().get(0),
                  answer,
                  gold);
      default ->
          """
          An examiner wants to see two things here: that the distractors are recognised and that \
          the next step is safe. %s %s Having excluded these, the step is clear. %s

          Answer: **%s**

          \\boxed{%s}"""
              .formatted(
                  patient.against().get(2), patient.against().get(0), patient.next(), gold, gold);
    };
  }

  private String correctChinese(int shape) {
    String gold = choice.gold();
    return switch (shape % SHAPES) {
      case 0 ->
          "分析题干：%s%s%s\n\n因此选择%s。\n\n\\boxed{%s}"
              .formatted(
                  patient.firstClue(), patient.secondClue(), patient.mechanism(), gold, gold);
      case 1 ->
          "逐项排除。\n%s项：%s\n%s项：%s\n%s项：%s\n\n故答案为%s。\n\\boxed{%s}"
              .formatted(
                  choice.letterOfOther(0),
                  patient.against().get(0),
                  choice.letterOfOther(1),
                  patient.against().get(1),
                  choice.letterOfOther(2),
                  patient.against().get(2),
                  gold,
                  gold);
      case 2 ->
          "机制：%s\n处理：%s\n\n答案：%s（%s）\n\n\\boxed{%s}"
              .formatted(patient.mechanism(), patient.next(), gold, patient.answer(), gold);
      case 3 ->
          "1. %s\n2. 容易混淆的选项是“%s”。%s\n3. 其余信息相互印证。\n\n正确答案是%s。\\boxed{%s}"
              .formatted(
                  patient.secondClue(),
                  patient.others().get(number % 3),
                  patient.against().get(number % 3),
                  gold,
                  gold);
      case 4 ->
          "<think>\n先看最关键的一条：%s会不会是“%s”？%s再看“%s”，%s两者都不成立。\n</think>\n\n应选%s，即%s。\n\n\\boxed{%s}"
              .formatted(
                  patient.firstClue(),
                  patient.others().get(1),
                  patient.against().get(1),
                  patient.others().get(2),
                  patient.against().get(2),
                  gold,
                  patient.answer(),
                  gold);
      case 5 ->
          "简要回答：%s。%s临床上，%s\n\n\\boxed{%s}"
              .formatted(patient.answer(), patient.firstClue(), patient.next(), gold);
      case 6 ->
          "<think>\n%s%s起初我想到“%s”，但是%s\n</think>\n\n综合判断，%s符合全部表现。\\boxed{%s}"
              .formatted(
                  patient.secondClue(),
                  patient.mechanism(),
                  patient.others().get(0),
                  patient.against().get(0),
                  patient.answer(),
                  gold);
      default ->
          "这道题考查鉴别与处理两个方面。%s%s排除之后，下一步很明确：%s\n\n最终答案：%s\n\n\\boxed{%s}"
              .formatted(
                  patient.against().get(2), patient.against().get(0), patient.next(), gold, gold);
    };
  }

  /** A response that argues for another option; {@code shape} picks the option and the words. */
  String wrong(int shape) {
    int other = (number + shape) % patient.others().size();
    String named = patient.others().get(other);
    String letter = choice.letterOfOther(other);
    if (patient.isChinese()) {
      return shape % 2 == 0
          ? "从病程和年龄来看，首先想到的是“%s”。%s虽然也有不典型之处，但这一选择最为常用。\n\n答案：%s\n\n\\boxed{%s}"
              .formatted(named, patient.secondClue(), letter, letter)
          : "%s结合以往经验，这种情况多按“%s”处理，其他选项缺少直接依据。\n\n\\boxed{%s}"
              .formatted(patient.firstClue(), named, letter);
    }
    return shape % 2 == 0
        ? """
          %s %s At first sight one would choose "%s", yet in practice "%s" is what most \
          colleagues go for. I would follow them and review in the morning.

          The answer is %s.
          \\boxed{%s}"""
            .formatted(
                Sentences.leadIn(number + 2),
                patient.secondClue(),
                patient.answer(),
                named,
                letter,
                letter)
        : """
          The age and the tempo both speak for "%s". %s I find nothing that contradicts it, and the \
          remaining choices would need findings that are not given here.

          \\boxed{%s}"""
            .formatted(named, patient.firstClue(), letter);
  }

  /** A response that commits itself to nothing. */
  String unverifiable() {
    return patient.isChinese()
        ? "%s目前的资料还不足以下结论，需要补充检查后再讨论，建议请上级医师会诊。".formatted(patient.firstClue())
        : """
          %s %s Several explanations stay open, and each would need one more test. Rather than \
          guess, one should see the patient again and discuss the findings with a specialist \
          before deciding."""
            .formatted(Sentences.leadIn(number + 1), patient.firstClue());
  }

  /** A response that stops inside its thoughts. */
  String truncated() {
    return patient.isChinese()
        ? "<think>\n%s%s不过也要考虑“%s”，%s接下来还需要核对"
            .formatted(
                patient.firstClue(),
                patient.secondClue(),
                patient.others().get(0),
                patient.against().get(0))
        : """
          <think>
          %s %s %s On the other hand there is "%s". %s But then the course of the last days would \
          have to be explained, and for that I need to go back to"""
            .formatted(
                Sentences.leadIn(number + 4),
                patient.firstClue(),
                patient.secondClue(),
                patient.others().get(0),
                patient.against().get(0));
  }
}
