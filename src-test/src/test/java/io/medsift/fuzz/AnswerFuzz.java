package io.medsift.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.medsift.answers.AnswerCheck;
import io.medsift.answers.AnswerVerifier;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.Map;
import java.util.TreeMap;

/** Any response gets an outcome; a correct one shows the words it was read from. */
public final class AnswerFuzz {
  private static final AnswerVerifier VERIFIER = new AnswerVerifier();
  private static final int MOST_OPTIONS = 12;
  private static final int LONGEST = 60;

  private AnswerFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    Map<String, String> options = new TreeMap<>();
    int count = data.consumeInt(0, MOST_OPTIONS);
    for (int i = 0; i < count; i++) {
      options.put(String.valueOf((char) ('A' + i)), data.consumeString(LONGEST));
    }
    Reference reference =
        new Reference(
            data.pickValue(ReferenceKind.values()),
            data.consumeBoolean() ? data.consumeString(LONGEST) : letter(data));
    AnswerCheck check = VERIFIER.check(data.consumeRemainingAsString(), options, reference);
    boolean shown = check.span() != null && check.rule() != null && check.gold() != null;
    if (check.outcome() == AnswerCheck.Outcome.CORRECT && !shown) {
      throw new IllegalStateException("correct without evidence: " + check);
    }
  }

  private static String letter(FuzzedDataProvider data) {
    return String.valueOf((char) ('A' + data.consumeInt(0, MOST_OPTIONS)));
  }
}
