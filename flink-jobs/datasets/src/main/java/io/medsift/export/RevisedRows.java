package io.medsift.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.RevisionCodec;
import io.medsift.codec.RowCodec;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.ExportedPositions;
import io.medsift.export.rows.RowSource;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revision.Action;
import io.medsift.verdict.Revisions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What revisions change in an export: rows of revoked samples are left out, those of reinstated
 * samples come in, and rows that an earlier export wrote and that no longer count are named, since
 * files of earlier exports do not change.
 */
public final class RevisedRows {
  /** No sample was revised. */
  public static final RevisedRows NONE = new RevisedRows(new Revisions(), null, null, null);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Comparator<Deletion> BY_POSITION =
      Comparator.comparing((Deletion each) -> each.revision().position().topic())
          .thenComparingInt(each -> each.revision().position().partition())
          .thenComparingLong(each -> each.revision().position().offset());

  private final Revisions revisions;
  private final RowSource.SourceProgress progress;
  private final RowSource accepted;
  private final RowSource rejected;

  private RevisedRows(
      Revisions revisions,
      RowSource.SourceProgress progress,
      RowSource accepted,
      RowSource rejected) {
    this.revisions = revisions;
    this.progress = progress;
    this.accepted = accepted;
    this.rejected = rejected;
  }

  /**
   * Reads all revisions.
   *
   * @param source of the revisions, whose decision counts for nothing
   * @param accepted the accepted rows
   * @param rejected the rejected rows, of which some may be reinstated; they need not be exported
   * @throws ExportException if a record is no revision: what it says is not known, and a row that
   *     it revokes must not be published
   */
  public static RevisedRows read(RowSource source, RowSource accepted, RowSource rejected)
      throws IOException, InterruptedException, ExportException {
    Revisions revisions = new Revisions();
    RowSource.SourceProgress progress =
        source.scan(
            null,
            row -> {
              try {
                byte[] value = row.json().length == 0 ? null : row.json();
                revisions.add(RevisionCodec.read(value), row.partition());
              } catch (IOException e) {
                throw new ExportException(
                    String.format(
                        Locale.ROOT,
                        "the record %s/%d@%d is not a revision: %s",
                        "revisions",
                        row.partition(),
                        row.number(),
                        e.getMessage()),
                    "What it revokes is not known. If a later version of Medsift wrote it, export"
                        + " with that version; 'medsift audit' lists all such records.");
              }
            });
    return new RevisedRows(revisions, revisions.isEmpty() ? null : progress, accepted, rejected);
  }

  /** How far the revisions were read; null where there are none to read. */
  RowSource.SourceProgress progress() {
    return progress;
  }

  /**
   * Time of the newest revision, in milliseconds since the epoch; {@link Long#MIN_VALUE} for none.
   */
  long newest() {
    long[] newest = {Long.MIN_VALUE};
    revisions.forEach(each -> newest[0] = Math.max(newest[0], each.time()));
    return newest[0];
  }

  /** Returns whether a row belongs among the rows of its decision. */
  boolean counts(Decision decision, Position position) {
    Revision last = revisions.last(position).orElse(null);
    return last == null || last.keeps() == (decision == Decision.ACCEPTED);
  }

  /**
   * The rows that count as accepted by a revision and are not among those of the sources that were
   * scanned: of rejected samples that were reinstated, and of accepted ones that were passed over
   * while they were revoked. None where no revision came since the last export: that has looked at
   * all of them, though a filter may have left some out.
   *
   * @param exported what is exported
   * @param before how far the last export read the revisions; null where it read none
   */
  List<RowSource> reinstated(ExportedPositions exported, RowSource.SourceProgress before) {
    if (Objects.equals(progress, before)) {
      return List.of();
    }
    Set<Position> fromRejected = new HashSet<>();
    Set<Position> fromAccepted = new HashSet<>();
    revisions.forEachLast(
        last -> {
          if (last.keeps() && !exported.contains(Decision.ACCEPTED, last.position())) {
            boolean wasAccepted =
                revisions.history(last.position()).get(0).action() == Action.REVOKE;
            (wasAccepted ? fromAccepted : fromRejected).add(last.position());
          }
        });
    List<RowSource> sources = new ArrayList<>();
    if (!fromAccepted.isEmpty()) {
      sources.add(new PickedRows(accepted, fromAccepted));
    }
    if (!fromRejected.isEmpty()) {
      sources.add(new PickedRows(rejected, fromRejected));
    }
    return sources;
  }

  /** The exported rows that no longer count, by position. */
  List<Deletion> deletions(ExportedPositions exported) {
    List<Deletion> deletions = new ArrayList<>();
    revisions.forEachLast(
        last -> {
          Decision wrong = last.keeps() ? Decision.REJECTED : Decision.ACCEPTED;
          if (exported.contains(wrong, last.position())) {
            deletions.add(new Deletion(wrong, last));
          }
        });
    deletions.sort(BY_POSITION);
    return deletions;
  }

  /**
   * An exported row that no longer counts.
   *
   * @param decision whose rows it is among
   * @param revision by which it does not
   */
  record Deletion(Decision decision, Revision revision) {
    private String json() throws IOException {
      Position position = revision.position();
      ObjectNode json =
          MAPPER
              .createObjectNode()
              .put("decision", decision.wireName())
              .put("id", revision.id())
              .put("topic", position.topic())
              .put("partition", position.partition())
              .put("offset", position.offset())
              .put("action", revision.action().wireName());
      if (revision.reason() != null) {
        json.put("reason", revision.reason().name());
      }
      if (revision.evidence() != null) {
        json.set("evidence", MAPPER.readTree(RowCodec.evidence(revision.evidence())));
      }
      if (revision.note() != null) {
        json.put("note", revision.note());
      }
      json.put("by", revision.by().name()).put("time", revision.time());
      return MAPPER.writeValueAsString(json);
    }

    /** Writes a line for each. */
    static void write(List<Deletion> deletions, Path file) throws IOException {
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (Deletion each : deletions) {
          out.write(each.json());
          out.write('\n');
        }
      }
    }
  }

  /**
   * Those rows of a source that are about some positions, from its start, as accepted ones. A scan
   * fails if one has no row: the dataset would lack it, and nothing would say so.
   */
  private record PickedRows(RowSource source, Set<Position> wanted) implements RowSource {
    @Override
    public Decision decision() {
      return Decision.ACCEPTED;
    }

    @Override
    public SourceProgress scan(SourceProgress previous, RowVisitor visitor)
        throws IOException, InterruptedException, ExportException {
      Set<Position> missing = new HashSet<>(wanted);
      SourceProgress progress =
          source.scan(
              null,
              row -> {
                Position position = position(row);
                if (position != null && wanted.contains(position)) {
                  missing.remove(position);
                  visitor.visit(row);
                }
              });
      if (!missing.isEmpty()) {
        throw new ExportException(
            String.format(
                Locale.ROOT,
                "%s has no row of %,d reinstated %s, such as %s",
                progress.name(),
                missing.size(),
                missing.size() == 1 ? "sample" : "samples",
                missing.iterator().next()),
            "Name the topics of the run that was revised with --topic and --rejected-topic.");
      }
      return progress;
    }

    private static Position position(RawRow row) {
      try {
        return row.json().length == 0 ? null : RowCodec.readVerdict(row.json()).position();
      } catch (IOException e) {
        // No row, so about no sample; where it is exported, the export names it.
        return null;
      }
    }

    @Override
    public ExportException refusal(RawRow row, IOException reason) {
      return source.refusal(row, reason);
    }
  }
}
