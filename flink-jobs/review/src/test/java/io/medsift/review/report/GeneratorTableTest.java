package io.medsift.review.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.review.html.Html;
import io.medsift.review.tally.Tally;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTableTest {
  @TempDir private Path directory;

  @Test
  void saysWhatTheResponsesOfAModelCameToWithoutLettingItBeMarkup() throws Exception {
    String sample =
        "{\"id\":\"a\",\"track\":\"t\",\"generator\":\"<b>m</b>\",\"generation\":{\"truncated\":%s,"
            + "\"completion_tokens\":1200}}";
    Verdict verdict =
        new Verdict(
            Decision.REJECTED,
            Reason.LOW_SCORE.gate(),
            Reason.LOW_SCORE,
            new Evidence.Score(3, 8, "judge", "v1"),
            List.of(),
            new RecipeStamp("r", "h"),
            Map.of(),
            new Position("samples", 0, 0),
            1,
            false,
            false);
    Files.write(directory.resolve("accepted.jsonl"), new byte[0]);
    Files.write(directory.resolve("dead-letters.jsonl"), new byte[0]);
    byte[] row = RowCodec.rejected(sample.formatted(true).getBytes(UTF_8), verdict);
    Files.writeString(directory.resolve("rejected.jsonl"), new String(row, UTF_8) + "\n");
    Html html = Html.fragment();

    new GeneratorTable(Tally.read(directory).generators()).write(html);

    assertThat(html.toString())
        .contains("&lt;b&gt;m&lt;/b&gt;</th><td>1</td><td>0</td><td>0.0 %</td><td>100")
        .contains("<td>1,200</td><td>–</td>");
  }
}
