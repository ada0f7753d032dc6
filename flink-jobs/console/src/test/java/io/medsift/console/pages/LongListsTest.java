package io.medsift.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.console.index.StreamIndex;
import io.medsift.console.index.SyntheticRows;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.html.Html;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are longer than a page: all of them can be reached, with every filter kept. */
final class LongListsTest {
  private static final int MANY = 120;
  private static final Pattern ROW = Pattern.compile("<th scope=\"row\">(.*?)</th>");

  @TempDir private Path directory;
  private NowPageTest.Quiet stream;

  // Cluster i has a sample of its own; cluster 7 has two more. Odd ones have the label 'Odd'.
  @BeforeEach
  void write() throws Exception {
    stream = new NowPageTest.Quiet(StreamIndex.open(directory, "topics"));
    for (int i = 0; i < MANY; i++) {
      add(i, i);
    }
    add(MANY, 7);
    add(MANY + 1, 7);
    stream.index().refresh();
  }

  private void add(int offset, int number) throws Exception {
    byte[] row =
        SyntheticRows.row(
            offset,
            Map.of("source", "source " + number, "track", "track " + number),
            Reason.SHARED_NGRAM,
            new LeakEvidence.SharedNgram("set " + number, "1", "item", "some words", 1),
            new Evidence.Domain(
                number, number % 2 == 0 ? "Even" : "Odd", 1, 1, List.of(), null, null));
    stream
        .index()
        .add(
            new RowLocation(OutputTopic.REJECTED, 0, offset),
            DecidedRow.read(OutputTopic.REJECTED, row, "x"),
            1_000 + offset);
  }

  @AfterEach
  void close() {
    stream.close();
  }

  private static String shown(Page page, Map<String, String> parameters) throws Exception {
    Reply.Document document =
        (Reply.Document) page.get(new PageRequest(page.path(), parameters, Map.of(), ""));
    Html html = Html.fragment();
    if (document.live() != null) {
      document.live().write(html);
    }
    document.content().write(html);
    return html.content();
  }

  private static List<String> rows(String html, String section) {
    String part = html.substring(html.indexOf("id=\"" + section + "\""));
    return ROW.matcher(part.substring(0, part.indexOf("</section>")))
        .results()
        .map(MatchResult::group)
        .map(row -> row.replaceAll("<[^>]*>", ""))
        .toList();
  }

  @Test
  void clustersAreShownPartByPartInTheOrderAndWithTheLabelThatAreAskedFor() throws Exception {
    try (ClustersPage page = new ClustersPage(stream, null)) {
      String first = shown(page, Map.of());
      assertThat(rows(first, "clusters")).hasSize(100).startsWith("7", "0", "1");
      assertThat(first)
          .contains("1 to 100 of 120 clusters", "href=\"/clusters?clusters=2#clusters\">Next");
      String last = shown(page, Map.of("clusters", "2", "sort", "-cluster", "span", "all"));
      assertThat(rows(last, "clusters")).hasSize(20).startsWith("19").endsWith("0");
      assertThat(last)
          .contains("101 to 120 of 120", "aria-sort=\"descending\"")
          .contains("href=\"/clusters?sort=-cluster#clusters\">Previous");
      assertThat(rows(shown(page, Map.of("clusters", "9")), "clusters")).hasSize(20);
      String odd = shown(page, Map.of("label", "Odd", "sort", "cluster"));
      assertThat(rows(odd, "clusters")).hasSize(60).startsWith("1", "3");
      assertThat(odd).contains("href=\"/clusters?sort=cluster#clusters\">Clusters of all labels");
      assertThatThrownBy(() -> shown(page, Map.of("sort", "size")))
          .isInstanceOf(RefusedRequest.class)
          .hasMessage(
              "sort must be one of cluster, label, samples, kept, accepted, with a dash before it"
                  + " for the reverse, got size");
    }
  }

  @Test
  void setsAndSourcesOfBenchmarksAreShownPartByPart() throws Exception {
    BenchmarksPage page = new BenchmarksPage(stream, null);
    String first = shown(page, Map.of("sources", "2"));
    assertThat(rows(first, "sets")).hasSize(100).startsWith("set 7", "set 0");
    assertThat(rows(first, "sources")).hasSize(20);
    assertThat(first)
        .contains("1 to 100 of 120 evaluation sets")
        .contains("href=\"/benchmarks?sources=2&amp;sets=2#sets\">Next");
  }

  @Test
  void tracksAndSourcesOfNowAreShownPartByPart() throws Exception {
    NowPage page = new NowPage(stream);
    String second = shown(page, Map.of("sources", "2"));
    assertThat(rows(second, "tracks")).hasSize(15).startsWith("track 7", "track 0");
    assertThat(rows(second, "sources")).hasSize(15).doesNotContain("source 7");
    assertThat(second)
        .contains("16 to 30 of 120 sources", "href=\"/?sources=2&amp;tracks=2#tracks\">Next");
  }

  @Test
  void allValuesOfADimensionCanBeReachedAndEveryFilterIsKept() throws Exception {
    VerdictsPage page = new VerdictsPage(stream);
    Map<String, String> asked = Map.of("gate", "decontaminate", "q", "What is", "span", "all");
    String list = "/verdicts?gate=decontaminate&amp;q=What+is&amp;span=all";
    assertThat(shown(page, asked))
        .contains("href=\"" + list + "&amp;more=source#by-source\">108 more<")
        .contains("href=\"" + list + "&amp;source=source+7\"");
    String more =
        shown(
            page,
            Map.of(
                "gate",
                "decontaminate",
                "q",
                "What is",
                "span",
                "all",
                "more",
                "source",
                "values",
                "2"));
    assertThat(more)
        .contains("101 to 120 of 120 values", "&amp;source=source+99\"")
        .contains("href=\"" + list + "&amp;more=source#by-source\">Previous")
        .contains("href=\"" + list + "#by-source\">Only the most frequent");
  }

  @Test
  void aLongNameIsCutAndItsFullTextIsThere() throws Exception {
    String name = "a long name ".repeat(10).strip();
    byte[] row = SyntheticRows.row(500, Map.of("source", name), null, null, null);
    stream
        .index()
        .add(
            new RowLocation(OutputTopic.ACCEPTED, 0, 500),
            DecidedRow.read(OutputTopic.ACCEPTED, row, "x"),
            1);
    stream.index().refresh();
    VerdictsPage page = new VerdictsPage(stream);
    assertThat(shown(page, Map.of("outcome", "accepted")))
        .contains("<span class=\"value\" title=\"" + name + "\">");
    assertThat(shown(page, Map.of("source", name)))
        .contains("title=\"Remove this filter: " + name + "\">Source: " + name);
  }
}
