package io.medsift.console.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.codec.RowCodec;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of outputs with texts of a test. */
public final class SyntheticRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecipeStamp RECIPE = new RecipeStamp("test", "0123456789abcdef");

  /** Longer ago than the spans of the pages. */
  private static final long TIME = 1_790_000_000_000L;

  private SyntheticRows() {}

  /** A row about the sample at an offset, accepted where there is no reason. */
  public static byte[] row(
      long offset, Map<String, String> sample, Reason reason, Evidence evidence, Evidence finding)
      throws Exception {
    return row(offset, TIME + offset, sample, reason, evidence, finding);
  }

  /** The same, of a sample that was written at a time. */
  public static byte[] row(
      long offset,
      long timestamp,
      Map<String, String> sample,
      Reason reason,
      Evidence evidence,
      Evidence finding)
      throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", "id-" + offset);
    fields.put("source", "test");
    fields.put("track", "public_medical");
    fields.put("prompt", "What is it?");
    fields.put("response", "It is this.");
    fields.putAll(sample);
    Verdict verdict =
        new Verdict(
            reason == null ? Decision.ACCEPTED : Decision.REJECTED,
            reason == null ? null : reason.gate(),
            reason,
            evidence,
            finding == null ? List.of() : List.of(finding),
            RECIPE,
            Map.of(),
            new Position("samples", 0, offset),
            timestamp,
            false,
            false);
    return RowCodec.rejected(JSON.writeValueAsBytes(fields), verdict);
  }

  /** A dead letter about the record at an offset. */
  public static byte[] letter(long offset, String error, String raw) {
    return RowCodec.deadLetter(
        DeadLetter.of(
            error,
            new Position("samples", 0, offset),
            TIME + offset,
            null,
            raw.getBytes(UTF_8),
            Map.of()));
  }
}
