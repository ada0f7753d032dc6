package io.medsift.curation.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedRulesTest {
  private static final String VIOLINIST =
      "A 34-year-old violin teacher comes to the clinic because of tremor, heat intolerance and a"
          + " 6-kg weight loss over four months. Her eyes appear prominent and the thyroid gland is"
          + " diffusely enlarged with an audible bruit. Which antibody is most specific for her"
          + " condition?";
  private static final String OPTIONS =
      "\\nA. Anti-thyroid peroxidase\\nB. Anti-thyroglobulin\\nC. Thyrotropin receptor antibody";
  private static final String EMPHYSEMA = "阻塞性肺气肿患者肺功能检查中最有诊断价值的测定指标是下列哪一项";

  @TempDir private static Path directory;

  @BeforeAll
  static void build() {
    new BenchmarkIndex.Builder()
        .add(
            "own",
            List.of(
                new EvaluationItem(
                    "own",
                    "violinist",
                    VIOLINIST,
                    List.of(
                        new EvaluationItem.Option("A", "Anti-thyroid peroxidase"),
                        new EvaluationItem.Option("B", "Anti-thyroglobulin"),
                        new EvaluationItem.Option("C", "Thyrotropin receptor antibody")),
                    Optional.empty()),
                new EvaluationItem("own", "emphysema", EMPHYSEMA, List.of(), Optional.empty())))
        .build(directory.resolve("index"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "violinist | prompt | | 'prompt': 'V'",
        "violinist | history | 1 | 'prompt': 'Why?', 'history': [{'role': 'user', 'content': 'V'},"
            + " {'role': 'assistant', 'content': 'The third.'}]",
        "violinist | history | 1 | 'prompt': 'Why?', 'history': [{'role': 'user', 'content': 'VO'},"
            + " {'role': 'assistant', 'content': 'C'}]",
        "violinist | history | 2 | 'prompt': 'C', 'history': [{'role': 'user', 'content': 'Ask me"
            + " one.'}, {'role': 'assistant', 'content': 'Here it is: V'}]",
        "violinist | history | 3 | 'prompt': 'Why?', 'history': [{'role': 'user', 'content':"
            + " 'Hello'}, {'role': 'assistant', 'content': 'Hello!'}, {'role': 'user', 'content':"
            + " 'V'}]",
        "violinist | history | 1 | 'prompt': 'Answer it.', 'history': [{'role': 'tool', 'content':"
            + " 'V'}]",
        "violinist | history | 1 | 'prompt': 'Answer it.', 'history': [{'role': 'system',"
            + " 'content': 'Questions like this: V'}]",
        "violinist | system | | 'prompt': 'Next one, please.', 'system': 'An example of our exam: V"
            + " The answer is C.'",
        "violinist | system | | 'prompt': 'Next one, please.', 'system': 'VO', 'history': [{'role':"
            + " 'user', 'content': 'Hi'}]",
        "violinist | response | | 'prompt': 'Write an exam question.', 'response': 'V Answer: C'",
        "violinist | response | | 'prompt': 'Write an exam question.', 'reasoning': 'I recall V',"
            + " 'response': 'C'",
        "violinist | response | | 'prompt': 'Write one.', 'response': '<think>V</think> C'",
        "emphysema | history | 1 | 'prompt': '为什么？', 'history': [{'role': 'user', 'content':"
            + " '请问，E？'}, {'role': 'assistant', 'content': '残气量'}]",
        "emphysema | history | 2 | 'prompt': '残气量', 'history': [{'role': 'user', 'content':"
            + " '出一道题'}, {'role': 'assistant', 'content': 'E'}]",
        "emphysema | system | | 'prompt': '下一题', 'system': '例题：E'",
        "emphysema | response | | 'prompt': '出一道题', 'response': '好的：E？'",
      })
  void theCalibratedRuleLooksAtAllThatIsExported(
      String item, String field, Integer turn, String fields) throws Exception {
    DecontaminationStep calibrated =
        new DecontaminationStep.Calibrated(List.of(SampleField.values()));

    LoadedRules.Finding found = check(calibrated, fields).orElseThrow();

    assertThat(found.contamination().item().id()).isEqualTo(item);
    assertThat(found.field().wireName()).isEqualTo(field);
    assertThat(found.turn()).isEqualTo(turn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'prompt': 'Why is that?', 'history': [{'role': 'user', 'content': 'What causes goitre?'},"
            + " {'role': 'assistant', 'content': 'Lack of iodine, or antibodies.'}]",
        "'prompt': 'Which antibody is most specific?', 'history': [{'role': 'user', 'content': ''},"
            + " {'role': 'user', 'content': 'V'}]",
        "'prompt': 'Which?', 'system': 'You are a helpful assistant.', 'response': 'The third"
            + " option.'",
        "'prompt': '为什么？', 'history': [{'role': 'user', 'content': '肺气肿患者应做什么检查？'}]",
      })
  void aRuleLooksAtNothingThatItsFieldsDoNotName(String fields) throws Exception {
    List<SampleField> prompt = List.of(SampleField.PROMPT);
    assertThat(check(new DecontaminationStep.Calibrated(prompt), fields)).isEmpty();
    assertThat(check(new DecontaminationStep.AnySharedNgram(8, true, prompt), fields)).isEmpty();
    assertThat(check(new DecontaminationStep.Fuzzy(80, prompt), fields)).isEmpty();
  }

  @Test
  void theLiteralRulesLookAtMoreWhereARecipeSaysSo() throws Exception {
    String fields = "'prompt': 'Why?', 'history': [{'role': 'user', 'content': 'V'}]";
    List<SampleField> history = List.of(SampleField.HISTORY);

    assertThat(check(new DecontaminationStep.AnySharedNgram(8, true, history), fields))
        .hasValueSatisfying(found -> assertThat(found.turn()).isEqualTo(1));
    assertThat(check(new DecontaminationStep.Fuzzy(80, history), fields)).isPresent();
  }

  @Test
  void aCleanConversationPasses() throws Exception {
    String fields =
        "'prompt': 'Why is that?', 'system': 'You are a doctor.', 'history': [{'role': 'user',"
            + " 'content': 'What causes goitre?'}, {'role': 'assistant', 'content': 'Lack of"
            + " iodine.'}], 'response': 'The thyroid gland grows to make up for it.'";
    assertThat(check(new DecontaminationStep.Calibrated(List.of(SampleField.values())), fields))
        .isEmpty();
  }

  private static Optional<LoadedRules.Finding> check(DecontaminationStep step, String fields)
      throws Exception {
    Path index = directory.resolve("index");
    DecontaminationPlan plan =
        new DecontaminationPlan(
            index.toString(), BenchmarkIndex.load(index).fingerprint(), List.of(step));
    try (var rules = LoadedRules.acquire(plan)) {
      return rules.resource().check(sample(fields));
    }
  }

  private static Sample sample(String fields) throws Exception {
    String json =
        ("{'id': 'x', 'source': 's', 'track': 't', " + fields + "}")
            .replaceAll("\\bVO", VIOLINIST + OPTIONS.replace("\\", "\\\\"))
            .replaceAll("\\bV\\b", VIOLINIST)
            .replaceAll("(?<![a-zA-Z])E(?![a-zA-Z])", EMPHYSEMA)
            .replace('\'', '"');
    return new SampleParser(SampleLimits.DEFAULT).parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
