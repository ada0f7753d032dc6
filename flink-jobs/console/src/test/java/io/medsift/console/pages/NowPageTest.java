package io.medsift.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.console.index.StreamIndex;
import io.medsift.console.index.SyntheticRows;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.Reply;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.html.Html;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NowPageTest {
  @TempDir private Path directory;

  /** A stream of topics that nobody writes to. */
  record Quiet(StreamIndex index, String problem) implements VerdictStream {
    Quiet(StreamIndex index) {
      this(index, "");
    }

    @Override
    public String subject() {
      return "topics";
    }

    @Override
    public Optional<CurationTopics> topics() {
      return Optional.empty();
    }

    @Override
    public Progress progress() {
      return new Progress(true, 0, problem, null);
    }

    @Override
    public <T> T read(Reading<T> reading) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      index.close();
    }
  }

  @Test
  void theRateGoesDownWhileNothingIsWritten() throws Exception {
    Instant written = Instant.parse("2026-11-28T12:00:00Z");
    try (Quiet stream = new Quiet(StreamIndex.open(directory, "topics"))) {
      byte[] row = SyntheticRows.row(1, Map.of(), null, null, null);
      stream
          .index()
          .add(
              new RowLocation(OutputTopic.ACCEPTED, 0, 1),
              DecidedRow.read(OutputTopic.ACCEPTED, row, "x"),
              written.toEpochMilli());
      stream.index().refresh();
      AtomicReference<Instant> now = new AtomicReference<>(written.plusSeconds(1));
      NowPage page = new NowPage(stream, now::get);
      assertThat(perMinute(page)).isEqualTo("1");
      now.set(written.plusSeconds(61));
      assertThat(perMinute(page)).isEqualTo("0");
    }
  }

  @Test
  void whatIsNoRowIsNamed() throws Exception {
    try (Quiet stream = new Quiet(StreamIndex.open(directory, "topics"))) {
      for (int offset = 0; offset < 4; offset++) {
        stream
            .index()
            .addBroken(new RowLocation(OutputTopic.REJECTED, 0, offset), "it has no value");
      }
      stream.index().refresh();
      assertThat(live(new NowPage(stream)))
          .contains("Left out: 4 records are not rows of Medsift: ", "0@2: it has no value; …")
          .doesNotContain("0@3");
    }
  }

  @Test
  void brokersThatDoNotAnswerAreNamedOnThePagesThatTheyLeave() throws Exception {
    StreamIndex index = StreamIndex.open(directory, "topics");
    try (Quiet stream = new Quiet(index, "They have not answered.")) {
      assertThat(live(new NowPage(stream))).contains("They have not answered.");
      Html list = Html.fragment();
      Reply reply =
          new VerdictsPage(stream).get(new PageRequest("/verdicts", Map.of(), Map.of(), ""));
      ((Reply.Document) reply).content().write(list);
      assertThat(list.content()).contains("They have not answered.");
    }
  }

  private static String perMinute(NowPage page) throws Exception {
    return live(page).replaceAll("(?s).*>per minute</span>\\s*<span[^>]*>(\\d+)<.*", "$1");
  }

  private static String live(NowPage page) throws Exception {
    Reply reply = page.get(new PageRequest("/", Map.of(), Map.of(), ""));
    Html html = Html.fragment();
    ((Reply.Document) reply).live().write(html);
    return html.content();
  }
}
