package io.medsift.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.console.index.SyntheticRows;
import io.medsift.console.stream.KnownReviews;
import io.medsift.console.stream.ResultFiles;
import io.medsift.console.web.Access;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Stratum;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups to review, and what reviews say of them, where there are more than a page holds. */
final class ReviewListsTest {
  private static final int MANY = 120;

  @TempDir private Path directory;
  private final KnownReviews reviews = new KnownReviews();
  private ResultFiles files;
  private ReviewConsole console;

  @BeforeEach
  void start() throws Exception {
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    for (int i = 0; i < MANY; i++) {
      accepted.write(SyntheticRows.row(i, Map.of("source", source(i)), null, null, null));
      accepted.write('\n');
    }
    Path results = Files.createDirectory(directory.resolve("results"));
    Files.write(results.resolve("accepted.jsonl"), accepted.toByteArray());
    Files.writeString(results.resolve("rejected.jsonl"), "");
    Files.writeString(results.resolve("dead-letters.jsonl"), "");
    files = ResultFiles.open(results, directory.resolve("index"));
    console = ReviewConsole.start(new ReviewedFiles(files, reviews), null, Access.loopback(), 0);
  }

  private static String source(int number) {
    return "source-%03d".formatted(number);
  }

  @AfterEach
  void stop() {
    console.close();
    files.close();
  }

  private String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.address()).resolve(path))
                .header("Cookie", "medsift-console-reviewer=Ada")
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  @Test
  void groupsToReviewAreShownPartByPartAndCountedTogether() throws Exception {
    assertThat(get("/review?seed=3&size=7"))
        .contains("You have reviewed 0 of 120 samples drawn.", "1 to 100 of 120 groups")
        .contains(source(0), source(99), "href=\"/review?seed=3&amp;size=7&amp;groups=2#groups\"")
        .doesNotContain(source(100));
    assertThat(get("/review?seed=3&size=7&groups=2"))
        .contains("You have reviewed 0 of 120 samples drawn.", source(100), source(119))
        .doesNotContain(source(99));
  }

  @Test
  void precisionOfSourcesIsShownPartByPartBelowThatOfAll() throws Exception {
    for (int i = 0; i < MANY; i++) {
      Position position = new Position("samples", 0, i);
      Review review =
          new Review(
              Review.VERSION,
              position,
              "id-" + i,
              Stratum.accepted(source(i)),
              new RecipeStamp("test", "0123456789abcdef"),
              "Ada",
              i == 110 ? Judgement.DISAGREE : Judgement.AGREE,
              null,
              1L,
              1_790_000_000_000L);
      reviews.read(position + " Ada", review);
    }
    assertThat(get("/precision"))
        .contains("all sources", source(0), source(99), "1 to 100 of 120 sources")
        .contains("href=\"/precision?sources=2#precision\"")
        .doesNotContain(source(100));
    String second = get("/precision?sources=2");
    assertThat(second).contains("all sources", source(100)).doesNotContain(source(99));
    // Counted over all of them, on every part.
    assertThat(second).contains("<td>120</td><td>120</td><td>119</td><td>1</td>");
  }

  @Test
  void everyWayToJudgeAndReviseHasAKey() throws Exception {
    assertThat(get("/review?sample=samples/0@5"))
        .contains("data-key=\"a\"", "data-key=\"d\"", "data-key=\"u\"", "data-key=\"n\"")
        .containsPattern("<textarea id=\"why\"[^>]* data-key=\"r\" aria-keyshortcuts=\"r\"");
  }
}
