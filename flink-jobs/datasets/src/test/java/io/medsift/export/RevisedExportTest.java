package io.medsift.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.codec.RevisionCodec;
import io.medsift.codec.RowCodec;
import io.medsift.export.DatasetExport.ExportListener;
import io.medsift.export.DatasetExport.ExportOutcome;
import io.medsift.export.card.DatasetStatistics.LeftOut;
import io.medsift.export.card.LicenseFilter;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.OptionalColumns;
import io.medsift.export.files.ShardLimits;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.FileRows;
import io.medsift.export.rows.RowSource;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revision.Action;
import io.medsift.verdict.Revision.Author;
import io.medsift.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of rows some of which are revised, before and after they were exported. */
class RevisedExportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TOPIC = "samples-r1_trace";
  private static final Position FIRST = new Position(TOPIC, 0, 0);
  private static final Position SECOND = new Position(TOPIC, 1, 0);
  private static final Position REJECTED = new Position(TOPIC, 0, 100);
  private static final Position REJECTED_TOO = new Position(TOPIC, 0, 101);

  @TempDir private Path directory;
  private final ByteArrayOutputStream revisions = new ByteArrayOutputStream();
  private Path accepted;
  private Path rejected;
  private int files;

  @BeforeEach
  void write() throws Exception {
    accepted = CuratedFile.of(6, "r1_trace").write(directory.resolve("accepted.jsonl"));
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (Position position : List.of(REJECTED, REJECTED_TOO)) {
      rows.write(rejectedRow(position));
      rows.write('\n');
    }
    rejected = Files.write(directory.resolve("rejected.jsonl"), rows.toByteArray());
  }

  private static byte[] rejectedRow(Position position) {
    String sample =
        "{\"id\":\"copy-%d\",\"source\":\"made/up\",\"track\":\"r1_trace\",\"prompt\":\"p\",\"response\":\"r\"}"
            .formatted(position.offset());
    return RowCodec.rejected(
        sample.getBytes(UTF_8),
        new Verdict(
            Decision.REJECTED,
            Reason.NEAR_DUPLICATE.gate(),
            Reason.NEAR_DUPLICATE,
            new Evidence.Duplicate("r1_trace-0", FIRST, 0.9, null),
            List.of(),
            CuratedFile.RECIPE,
            Map.of(),
            position,
            2_000,
            false,
            false));
  }

  private void revise(Action action, Position position, String id) throws IOException {
    revisions.write(
        RevisionCodec.write(
            new Revision(
                Revision.VERSION,
                action,
                position,
                id,
                new Author(Author.Kind.RECHECK, "recheck"),
                action == Action.REVOKE ? Reason.SHARED_NGRAM : null,
                null,
                null,
                null,
                null,
                7)));
    revisions.write('\n');
  }

  @Test
  void exportsWhatCountsAndSaysWhatNoLongerDoes() throws Exception {
    revise(Action.REVOKE, FIRST, "r1_trace-0");
    revise(Action.REINSTATE, REJECTED, "copy-100");
    assertThat(export().rows()).isEqualTo(6);
    assertThat(ids("out/data"))
        .containsExactlyInAnyOrder(
            "r1_trace-1", "r1_trace-2", "r1_trace-3", "r1_trace-4", "r1_trace-5", "copy-100");
    assertThat(directory.resolve("out/deletions.jsonl")).doesNotExist();

    revise(Action.REINSTATE, FIRST, "r1_trace-0");
    revise(Action.REVOKE, SECOND, "r1_trace-1");
    revise(Action.REVOKE, REJECTED, "copy-100");
    revise(Action.REINSTATE, REJECTED_TOO, "copy-101");
    ExportOutcome outcome = export();
    assertThat(outcome.rows()).isEqualTo(2);
    assertThat(outcome.deletions()).isEqualTo(2);
    assertThat(outcome.kept()).isFalse();
    assertThat(ids("out/data")).endsWith("r1_trace-0", "copy-101").hasSize(8);
    List<JsonNode> deletions = lines(directory.resolve("out/deletions.jsonl"));
    assertThat(deletions)
        .extracting(line -> line.get("id").textValue())
        .containsExactly("copy-100", "r1_trace-1");
    assertThat(deletions.get(1).toString())
        .isEqualTo(
            "{\"decision\":\"accepted\",\"id\":\"r1_trace-1\",\"topic\":\"samples-r1_trace\","
                + "\"partition\":1,\"offset\":0,\"action\":\"revoke\",\"reason\":\"SHARED_NGRAM\","
                + "\"by\":\"recheck\",\"time\":7}");
    assertThat(card()).contains("## Rows to delete").contains("2 rows of this folder no longer");
    assertThat(export().added()).isEmpty();

    revise(Action.REINSTATE, SECOND, "r1_trace-1");
    revise(Action.REINSTATE, REJECTED, "copy-100");
    ExportOutcome taken = export();
    assertThat(taken.rows()).isZero();
    assertThat(taken.kept()).as("rows that were to be deleted are kept").isTrue();
    assertThat(directory.resolve("out/deletions.jsonl")).isEmptyFile();
    assertThat(card()).doesNotContain("Rows to delete");
  }

  @Test
  void refusesRevisionsThatItCannotRead() throws Exception {
    revisions.write("{\"version\":9}\n".getBytes(UTF_8));
    assertThatThrownBy(this::export)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is not a revision: it has version 9");
    assertThat(directory.resolve("out/data")).doesNotExist();
  }

  @Test
  void refusesToLeaveOutAReinstatedSampleInSilence() throws Exception {
    revise(Action.REINSTATE, new Position(TOPIC, 0, 999), "of-another-run");
    assertThatThrownBy(this::export)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("rejected.jsonl has no row of 1 reinstated sample")
        .hasMessageContaining("999");
    assertThat(directory.resolve("out/data")).doesNotExist();
  }

  @Test
  void looksOnceAtReinstatedRowsThatAFilterLeavesOut() throws Exception {
    revise(Action.REINSTATE, REJECTED, "copy-100");
    Path file = Files.write(directory.resolve("revisions.jsonl"), revisions.toByteArray());
    LicenseFilter filter = LicenseFilter.parse("!unknown");
    GrowingRows growing = new GrowingRows(new FileRows(accepted, Decision.ACCEPTED));
    GrowingRows reinstated = new GrowingRows(new FileRows(rejected, Decision.REJECTED));
    export(file, filter, growing, reinstated);
    ExportOutcome second = export(file, filter, growing, reinstated);
    assertThat(growing.scans).isEqualTo(2);
    assertThat(reinstated.scans).isEqualTo(1);
    assertThat(second.leftOut().leftOut(LeftOut.LICENSE)).isZero();
  }

  private ExportOutcome export() throws Exception {
    Path file = directory.resolve("revisions-" + files++ + ".jsonl");
    Files.write(file, revisions.toByteArray());
    return export(
        file,
        LicenseFilter.ALL,
        new FileRows(accepted, Decision.ACCEPTED),
        new FileRows(rejected, Decision.REJECTED));
  }

  private ExportOutcome export(
      Path revisionsFile, LicenseFilter filter, RowSource rows, RowSource rejectedRows)
      throws Exception {
    return new DatasetExport(
            new ExportRequest(
                directory.resolve("out"),
                "Made up",
                FileFormat.JSONL,
                ColumnChoice.AUTO,
                new OptionalColumns(true, false),
                false,
                filter,
                null,
                null,
                null,
                ExportRequest.ContaminationFacts.NONE,
                new ShardLimits(250, 1 << 30),
                2,
                "test",
                Map.of()),
            new Silent())
        .execute(
            List.of(rows),
            RevisedRows.read(new FileRows(revisionsFile, Decision.ACCEPTED), rows, rejectedRows));
  }

  private String card() throws IOException {
    return Files.readString(directory.resolve("out/README.md"));
  }

  private List<String> ids(String subset) throws IOException {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> shards = Files.list(directory.resolve(subset))) {
      for (Path shard : shards.sorted().toList()) {
        lines(shard).forEach(row -> ids.add(row.get("id").textValue()));
      }
    }
    return ids;
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** Rows of a file, as of a topic that ends further on each time, though no row came. */
  private static final class GrowingRows implements RowSource {
    private final RowSource rows;
    private int scans;

    GrowingRows(RowSource rows) {
      this.rows = rows;
    }

    @Override
    public Decision decision() {
      return rows.decision();
    }

    @Override
    public SourceProgress scan(SourceProgress previous, RowVisitor visitor)
        throws IOException, InterruptedException, ExportException {
      if (previous == null) {
        rows.scan(null, visitor);
      }
      return new SourceProgress("topic", "rows", "id", Map.of("0", (long) ++scans));
    }

    @Override
    public ExportException refusal(RawRow row, IOException reason) {
      return rows.refusal(row, reason);
    }
  }

  private static final class Silent implements ExportListener {
    @Override
    public void read(long rows) {}

    @Override
    public void writing(long rows, int shards) {}

    @Override
    public void wrote(long rows) {}
  }
}
