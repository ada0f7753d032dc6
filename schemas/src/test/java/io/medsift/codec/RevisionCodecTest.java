package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import io.medsift.WireSchemas;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revision.Action;
import io.medsift.verdict.Revision.Author;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionCodecTest {
  private static final Position AT = new Position("samples", 2, 311);

  private static Revision revision(Action action, long time) {
    boolean revokes = action == Action.REVOKE;
    return new Revision(
        Revision.VERSION,
        action,
        AT,
        "medqa:17",
        new Author(Author.Kind.RECHECK, "medsift-recheck-0123"),
        revokes ? Reason.NEAR_DUPLICATE : null,
        revokes
            ? new Evidence.Duplicate("medqa:3", new Position("samples", 0, 4), 0.75, null)
            : null,
        null,
        new Revision.Index(
            "benchmarks-v1-0123456789abcdef",
            List.of(new Revision.Index.Set("new", "ab".repeat(32), 10))),
        new RecipeStamp("recommended", "0123456789abcdef"),
        time);
  }

  @Test
  void readsWhatItWroteAsTheSchemaHasIt() throws Exception {
    for (Action action : Action.values()) {
      byte[] json = RevisionCodec.write(revision(action, 5));
      assertThat(RevisionCodec.read(json)).isEqualTo(revision(action, 5));
      assertThat(WireSchemas.named("revisions").validate(new String(json, UTF_8), InputFormat.JSON))
          .isEmpty();
    }
    assertThat(new String(RevisionCodec.key(AT), UTF_8)).isEqualTo("samples/2@311");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{\"version\":2} | it has version 2, and this release of Medsift reads version 1",
        "{\"sample\":{}} | it has no version, so it is not a revision",
        "[1] | it is not a JSON object",
        "{not json | its value cannot be read",
        "{\"version\":1,\"action\":\"delete\"} | its value cannot be read",
        "{\"version\":1} | it is not a revision: action is missing",
        "{\"version\":1,\"action\":\"revoke\",\"position\":{\"topic\":\"s\",\"partition\":0,\"offset\":1}}"
            + " | it is not a revision: id is missing",
      })
  void saysWhatIsNoRevision(String json, String problem) {
    assertThatThrownBy(() -> RevisionCodec.read(json.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(problem);
    assertThatThrownBy(() -> RevisionCodec.read(null)).hasMessage("it has no value");
  }

  @Test
  void theLastOfAPositionCounts() {
    Revisions revisions = new Revisions();
    revisions.add(revision(Action.REVOKE, 9), 0);
    // In one partition the order counts, whatever the clocks of the writers say.
    revisions.add(revision(Action.REINSTATE, 3), 0);
    assertThat(revisions.last(AT)).hasValueSatisfying(last -> assertThat(last.keeps()).isTrue());
    revisions.add(revision(Action.REVOKE, 2), 1);
    assertThat(revisions.history(AT)).extracting(Revision::time).containsExactly(2L, 9L, 3L);
    revisions.add(revision(Action.REVOKE, 12), 1);
    assertThat(revisions.last(AT)).hasValueSatisfying(last -> assertThat(last.keeps()).isFalse());
    assertThat(revisions.count()).isEqualTo(4);
  }

  @Test
  void revisionsOfARunShareTheirIndex() throws IOException {
    Revisions revisions = new Revisions();
    for (int time = 1; time <= 2; time++) {
      revisions.add(RevisionCodec.read(RevisionCodec.write(revision(Action.REVOKE, time))), 0);
    }
    List<Revision> history = revisions.history(AT);
    assertThat(history).extracting(Revision::time).containsExactly(1L, 2L);
    assertThat(history.get(0).index()).isNotNull().isSameAs(history.get(1).index());
  }
}
