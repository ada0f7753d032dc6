package io.medsift.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.medsift.verdict.Gate;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting decides, and so is in the hash, or is listed here as one that does not. */
class RecipeFingerprintTest {
  private static final Set<String> DO_NOT_DECIDE =
      Set.of(
          "stamp.name",
          "stamp.hash",
          "description",
          "domain.centroids",
          "domain.encoder.",
          "models.generator.",
          "models.evolver.",
          "models.judge.baseUrl",
          "models.judge.timeoutSeconds",
          "models.judge.concurrency",
          "models.judge.requestsPerMinute",
          "models.judge.tokensPerMinute",
          "models.judge.priceIn",
          "models.judge.priceOut",
          "models.judge.apiKeyEnv",
          "models.equivalence.baseUrl",
          "models.leak.baseUrl",
          "models.equivalence.timeoutSeconds",
          "models.leak.timeoutSeconds",
          "models.equivalence.concurrency",
          "models.leak.concurrency",
          "models.equivalence.requestsPerMinute",
          "models.leak.requestsPerMinute",
          "models.equivalence.tokensPerMinute",
          "models.leak.tokensPerMinute",
          "models.equivalence.priceIn",
          "models.leak.priceIn",
          "models.equivalence.priceOut",
          "models.leak.priceOut",
          "models.equivalence.apiKeyEnv",
          "models.leak.apiKeyEnv",
          "annotate.attempts",
          "annotate.freeChecks",
          "generate.",
          "evolve.");

  @Test
  void everySettingThatDecidesIsInTheHash() throws Exception {
    Recipe all = withEveryGate();
    String hash = RecipeFingerprint.of(all);
    List<String> changed = new ArrayList<>();
    Set<String> without = new TreeSet<>();
    change(
        all,
        "",
        (path, other) -> {
          changed.add(path);
          if (RecipeFingerprint.of((Recipe) other).equals(hash)) {
            without.add(path);
          }
        });
    assertThat(changed).hasSizeGreaterThan(50);
    for (String path : without) {
      assertThat(DO_NOT_DECIDE)
          .as("%s is not in the hash of the recipe", path)
          .anyMatch(listed -> listed.endsWith(".") ? path.startsWith(listed) : path.equals(listed));
    }
    for (String listed : DO_NOT_DECIDE) {
      assertThat(without)
          .as("%s is listed, and is in the hash or no setting", listed)
          .anyMatch(path -> listed.endsWith(".") ? path.startsWith(listed) : path.equals(listed));
    }
  }

  /** Receives a copy of the whole with one component changed. */
  private interface Changed {
    void accept(String path, Object whole) throws Exception;
  }

  private static void change(Record record, String path, Changed changed) throws Exception {
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      int index = i;
      String at = path + components[i].getName();
      Object value = value(components[i], record);
      if (value instanceof Record part) {
        change(part, at + ".", (inner, other) -> changed.accept(inner, with(record, index, other)));
      } else {
        changed.accept(at, with(record, index, another(at, components[i].getType(), value)));
      }
    }
  }

  private static Object value(RecordComponent component, Record record) throws Exception {
    component.getAccessor().setAccessible(true);
    return component.getAccessor().invoke(record);
  }

  private static Object with(Record record, int changed, Object value) throws Exception {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == changed ? value : value(components[i], record);
    }
    Constructor<?> constructor =
        record
            .getClass()
            .getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Object another(String path, Class<?> type, Object value) {
    if (type == int.class || type == Integer.class) {
      // No record of settings refuses a small number.
      return value == null ? 1 : (Integer) value == 1 ? 2 : (Integer) value - 1;
    }
    if (type == long.class || type == Long.class) {
      return value == null ? 1L : (Long) value + 1;
    }
    if (type == double.class || type == Double.class) {
      return value == null ? 0.5 : (Double) value == 0.25 ? 0.75 : 0.25;
    }
    if (type == boolean.class || type == Boolean.class) {
      return value == null || !(Boolean) value;
    }
    if (type == String.class) {
      return value + "x";
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[0] == value ? constants[1] : constants[0];
    }
    if (value instanceof List<?> list) {
      return list.subList(0, list.size() - 1);
    }
    if (path.equals("tracks")) {
      return Map.of("other", new Track(Set.of(Gate.VERIFY)));
    }
    if (type == Map.class) {
      return Map.of("other", 1);
    }
    return fail("%s has the type %s, which this test cannot change", path, type);
  }

  private static Recipe withEveryGate() throws Exception {
    Recipe shipped = RecipeLoader.named("ii-medical-sft");
    return shipped.toBuilder()
        .domain(
            new Recipe.DomainSettings(
                shipped.domain().centroids(),
                shipped.domain().keep(),
                null,
                null,
                new Recipe.EncoderFiles("encoder", "model.onnx", "tokenizer.json", 128)))
        .decontaminate(
            Stream.concat(
                    shipped.decontaminate().stream(),
                    Stream.of(
                        new DecontaminationStep.Semantic(
                            0.85,
                            DecontaminationStep.Semantic.Decider.MODEL,
                            0.6,
                            5,
                            DecontaminationStep.Semantic.Unanswered.DEAD_LETTER,
                            List.of(DecontaminationStep.SampleField.PROMPT))))
                .toList())
        .models(
            new Models(
                shipped.models().generator(),
                shipped.models().judge(),
                shipped.models().equivalence(),
                shipped.models().judge(),
                shipped.models().evolver()))
        .annotate(
            new Recipe.AnnotateSettings(
                shipped.annotate().judgePrompt(),
                shipped.annotate().equivalencePrompt(),
                shipped.annotate().leakPrompt(),
                3,
                true,
                null))
        .tracks(Map.of("all", new Track(EnumSet.allOf(Gate.class))))
        .build();
  }
}
