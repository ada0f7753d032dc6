package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedRowTest {
  private static final RecipeStamp RECIPE = new RecipeStamp("own", "0123456789abcdef");
  private static final Position POSITION = new Position("samples", 3, 1L << 40);

  @Test
  void readsAnAcceptedRowWithTheColumnsThatStandOnIt() throws Exception {
    Sample sample = Records.parse(Records.FULL);
    byte[] row = RowCodec.accepted(Records.FULL.getBytes(UTF_8), sample, verdict(false));

    PublishedRow published = RowCodec.readPublished(row);

    assertThat(published.sample()).isEqualTo(sample);
    assertThat(published.verdict()).isEqualTo(verdict(false));
    assertThat(published.columns()).isEqualTo(PublishedColumns.of(sample));
  }

  @Test
  void givesARejectedRowTheColumnsThatItWouldHaveHad() throws Exception {
    Sample sample = Records.parse(Records.FULL);
    byte[] row = RowCodec.rejected(Records.FULL.getBytes(UTF_8), verdict(true));

    PublishedRow published = RowCodec.readPublished(row);

    assertThat(published.columns()).isEqualTo(PublishedColumns.of(sample));
    assertThat(RowCodec.evidence(published.verdict().evidence()))
        .isEqualTo("{\"kind\":\"score\",\"score\":3.5,\"minimum\":8.0}");
  }

  @Test
  void refusesWhatIsNoRow() {
    for (String row :
        List.of("", "null", "[]", "{}", "{\"sample\":{}}", "{\"sample\":{\"track\":")) {
      assertThatThrownBy(() -> RowCodec.readPublished(row.getBytes(UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  private static Verdict verdict(boolean rejected) {
    return new Verdict(
        rejected ? Decision.REJECTED : Decision.ACCEPTED,
        rejected ? Gate.JUDGE : null,
        rejected ? Reason.LOW_SCORE : null,
        rejected ? new Evidence.Score(3.5, 8, null, null) : null,
        List.of(),
        RECIPE,
        Map.of(),
        POSITION,
        42,
        false,
        false);
  }
}
