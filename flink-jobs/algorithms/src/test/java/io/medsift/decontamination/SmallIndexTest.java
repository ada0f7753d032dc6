package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation set of few items, as people keep for themselves. */
class SmallIndexTest {
  private static final CalibratedRule RULE =
      new CalibratedRule(
          Items.index(
              List.of(
                  item(
                      "statement",
                      "Which of the following statements is correct?",
                      "The aorta has three layers",
                      "Brain veins have valves",
                      "Capillaries have muscle",
                      "Arterioles lack endothelium"),
                  item(
                      "diagnosis",
                      "What is the most likely diagnosis?",
                      "Gout",
                      "Pseudogout",
                      "Septic arthritis",
                      "Rheumatoid arthritis"),
                  item(
                      "liver",
                      "All of the following are true about the liver except:",
                      "It makes bile",
                      "It stores glycogen",
                      "It secretes insulin",
                      "It makes albumin"),
                  item("zh", "下列说法正确的是", "主动脉有三层", "脑静脉有瓣膜", "毛细血管有平滑肌", "小动脉无内皮"),
                  item(
                      "accurate",
                      "Which of the following statements is most accurate?",
                      "Bile is made in the gallbladder",
                      "Bile is made in the liver"),
                  item(
                      "step",
                      "What is the next best step in management?",
                      "Thoracotomy",
                      "Needle decompression",
                      "Chest radiograph"),
                  item("zh-diagnosis", "该患者最可能的诊断是", "急性阑尾炎", "急性胆囊炎", "肠梗阻", "输尿管结石"),
                  item("zh-wrong", "下列关于肝脏的叙述错误的是", "分泌胆汁", "储存糖原", "分泌胰岛素", "合成白蛋白"),
                  item(
                      "not",
                      "Which is not true?",
                      "Yes",
                      "No",
                      "All of the above",
                      "None of the above"),
                  item("sum", "−4 + ( −3 ) =", "−7", "−1", "1", "7"),
                  item("product", "5 × 6 = ?", "11", "30", "56", "65"),
                  item("ph", "pH 7.4 or 7.0?"),
                  item(
                      "koplik",
                      "Koplik spots are seen in?",
                      "Measles",
                      "Mumps",
                      "Rubella",
                      "Varicella"),
                  item(
                      "carpenter",
                      "A 45-year-old carpenter comes to the clinic with burning pain along the"
                          + " ulnar border of his forearm after falling from scaffolding. What is"
                          + " the most likely diagnosis?",
                      "Cubital tunnel syndrome",
                      "Carpal tunnel syndrome"))),
          CalibratedRule.Settings.DEFAULT);

  private static EvaluationItem item(String id, String question, String... options) {
    return Items.withOptions(id, question, options);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        Which of the following statements is correct?
        A. Insulin lowers glucose
        B. Glucagon lowers glucose
        C. Cortisol lowers glucose\
        """,
        """
        Which of the following statements about insulin is correct?
        A. It lowers glucose
        B. It raises glucose\
        """,
        """
        A boy of six has a barking cough at night with stridor and a low fever. What is the \
        most likely diagnosis?
        A. Croup
        B. Asthma
        C. Epiglottitis\
        """,
        "A boy of six has a barking cough. What is the most likely diagnosis?",
        """
        All of the following are true about the kidney except:
        A. It makes renin
        B. It makes erythropoietin
        C. It makes bile
        D. It excretes urea\
        """,
        "What is the most likely diagnosis?\nA woman of 40 has a butterfly rash and proteinuria.",
        "下列说法正确的是\nA. 胰岛素降低血糖\nB. 胰高血糖素降低血糖\nC. 皮质醇降低血糖\nD. 肾上腺素降低血糖",
        "关于胰岛素，下列说法正确的是",
        """
        What is the most likely diagnosis?
        A. Croup
        B. Asthma
        C. Epiglottitis
        D. Bronchiolitis\
        """,
        "Which of the following statements is correct regarding insulin secretion in response to a"
            + " rise in plasma glucose?",
        "Which of the following statements is most accurate regarding insulin secretion?",
        """
        Which of the following statements is most accurate?
        (a) Insulin lowers glucose (b) Glucagon lowers it\
        """,
        "A man of 50 has a tension pneumothorax. What is the next best step in management?",
        "What is the next best step in management of a tension pneumothorax?",
        "What is the next best step in management?\n1. Aspirin\n2. Heparin\n3. Alteplase",
        "男性，25岁，咳嗽伴低热两个月，痰中带血。该患者最可能的诊断是",
        "该患者最可能的诊断是\nA. 肺结核\nB. 肺癌\nC. 支气管扩张\nD. 肺炎",
        "下列关于肾脏的叙述错误的是\nA. 分泌肾素\nB. 生成尿液\nC. 分泌促红细胞生成素\nD. 储存糖原",
        """
        Which is not true?
        A. Bile is green
        B. Urine is yellow
        C. All of the above
        D. None of the above\
        """,
        """
        Which is not true of the spleen?
        A. It filters blood
        B. It makes bile
        C. All of the above
        D. None of the above\
        """,
        "The mass measured 4.3 cm. What is its volume?\nA. 1 mL\nB. 7 mL\nC. 41 mL",
        "What is 4/3 of 12?\nA. 16\nB. 7\nC. 1",
        "Sort the list [2, 4, 3] in ascending order.\nA. [2, 3, 4]\nB. 7\nC. 1",
        "The ratio is 5:6 and the rest is 30.\n(A) 11 (B) 30 (C) 56 (D) 65",
        "At pH 7.4 and 7.0 the enzyme has different activities. Why?",
        "计算：−4 + 3 等于多少？",
        "A 45-year-old man comes to the clinic with burning pain on urination. What is the most"
            + " likely diagnosis?",
      })
  void leavesOtherQuestionsAlone(String prompt) {
    assertThat(RULE.check(prompt)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "statement | Which of the following statements is correct?~A. The aorta has three layers~B."
            + " Brain veins have valves~C. Capillaries have muscle~D. Arterioles lack endothelium",
        "diagnosis | What is the most likely diagnosis?~A. Gout~B. Pseudogout~C. Septic"
            + " arthritis~D. Rheumatoid arthritis",
        "diagnosis | My teacher asked: What is the most likely diagnosis? (A) Gout (B) Pseudogout"
            + " (C) Septic arthritis (D) Rheumatoid arthritis",
        "diagnosis | What is the most likely diagnosis?~1. Gout~2. Pseudogout~3. Septic"
            + " arthritis~4. Rheumatoid arthritis",
        "diagnosis | What is the most likely diagnosis?~- Gout~- Pseudogout~- Septic arthritis~-"
            + " Rheumatoid arthritis",
        "diagnosis | What is the most likely diagnosis?~**A.** Gout~**B.** Pseudogout~**C.** Septic"
            + " arthritis~**D.** Rheumatoid arthritis",
        "diagnosis | What is the most likely diagnosis?~A - Gout~B - Pseudogout~C - Septic"
            + " arthritis~D - Rheumatoid arthritis",
        "diagnosis | What is the most likely diagnosis? {\"A\": \"Gout\", \"B\": \"Pseudogout\","
            + " \"C\": \"Septic arthritis\", \"D\": \"Rheumatoid arthritis\"}",
        "zh | 下列说法正确的是~A. 主动脉有三层~B. 脑静脉有瓣膜~C. 毛细血管有平滑肌~D. 小动脉无内皮",
        "zh | 下列说法正确的是（ ）A．主动脉有三层 B．脑静脉有瓣膜 C．毛细血管有平滑肌 D．小动脉无内皮",
        "zh-diagnosis | 该患者最可能的诊断是~A、急性阑尾炎~B、急性胆囊炎~C、肠梗阻~D、输尿管结石",
        "liver | All of the following are true about the liver except: A) It makes bile B) It"
            + " stores glycogen C) It secretes insulin D) It makes albumin",
        "sum | −4 + ( −3 ) =",
        "sum | −4 + ( −3 ) =~A. −7~B. −1~C. 1~D. 7",
        "product | 5 × 6 = ?~A. 11~B. 30~C. 56~D. 65",
        "koplik | Koplik spots are seen in?",
        "koplik | Doctor, Koplik spots are seen in? A. Measles B. Mumps C. Rubella D. Varicella",
        "carpenter | A 45-year-old carpenter comes to the clinic with burning pain along the ulnar"
            + " border of his forearm after falling from scaffolding. What is the most likely"
            + " diagnosis?",
      })
  void findsItsItems(String id, String prompt) {
    assertThat(RULE.check(prompt.replace('~', '\n')))
        .hasValueSatisfying(found -> assertThat(found.item().id()).isEqualTo(id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "What is the most likely diagnosis? | Croup | Asthma | Epiglottitis | false",
        "What is the most likely diagnosis? | Gout | Pseudogout | Septic arthritis | true",
        "What is the most likely diagnosis? | Gout | Hepatitis | Croup | false",
        "下列说法正确的是 | 胰岛素降低血糖 | 皮质醇降低血糖 | 肾上腺素降低血糖 | false",
        "下列说法正确的是 | 主动脉有三层 | 脑静脉有瓣膜 | 毛细血管有平滑肌 | true",
        "Which of the following statements is correct? | Insulin lowers glucose | Glucagon too |"
            + " Both | false",
        "WHICH of the following statements is correct | the aorta has three layers. | brain veins"
            + " have valves | other | true",
        "Koplik spots are seen in? | Measles | Mumps | Rubella | true",
        "5 × 6 = ? | 11 | 30 | 31 | false",
        "Which is not true? | Insulin lowers glucose | Both | None of the above | false",
      })
  void choicesCountWhereTheyAreAField(
      String prompt, String one, String two, String three, boolean found) {
    assertThat(
            RULE.check(new DecontaminationRule.Passage(prompt, List.of(one, two, three), true))
                .isPresent())
        .isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is the most likely diagnosis?",
        "Which of the following statements is correct?",
        "What is the next best step in management?",
        "下列说法正确的是",
        "该患者最可能的诊断是",
        "Which is not true?",
        "−4 + ( −3 ) =",
      })
  void aSetPhraseAfterOtherTurnsIsNoItem(String turn) {
    assertThat(RULE.check(DecontaminationRule.Passage.part(turn))).isEmpty();
    assertThat(RULE.check(DecontaminationRule.Passage.question(turn))).isPresent();
  }
}
