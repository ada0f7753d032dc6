package io.medsift.recheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.sharing.SharedResources;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revision.Action;
import io.medsift.verdict.Revision.Author;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Compares what is decided on a sample now with what is written, and revises what differs. What is
 * revised already is not revised again, so a recheck that is run again adds nothing. A sample that
 * a recheck has revoked for an item is revoked once more where another item, or another gate,
 * speaks against it now, so that its last revision says what holds.
 *
 * <p>A reviewer's decision stands: only a new evaluation item revokes a sample that a reviewer has
 * reinstated, and nothing reinstates one that a reviewer has revoked.
 */
final class ReviseFunction extends ProcessFunction<OutputRecord, WrittenRevision> {
  private static final long serialVersionUID = 1L;

  private final VerdictLog log;
  private final Author author;
  private final RecipeStamp recipe;
  private final Revision.Index index;
  private final HashMap<String, HashSet<String>> newItems;
  private final long time;
  private transient SharedResources<VerdictLog, WrittenVerdicts, RuntimeException>.Lease verdicts;
  private transient Counter revoked;
  private transient Counter reinstated;
  private transient Counter revokedAnew;

  ReviseFunction(RecheckSettings settings) {
    this(
        settings.log(),
        settings.run(),
        settings.curation().recipe().stamp(),
        settings.index(),
        settings.newItems(),
        settings.time());
  }

  ReviseFunction(
      VerdictLog log,
      String run,
      RecipeStamp recipe,
      Revision.Index index,
      Map<String, Set<String>> newItems,
      long time) {
    this.log = log;
    this.author = new Author(Author.Kind.RECHECK, run);
    this.recipe = recipe;
    this.index = index;
    this.newItems = new HashMap<>();
    newItems.forEach((set, ids) -> this.newItems.put(set, new HashSet<>(ids)));
    this.time = time;
  }

  @Override
  public void open(OpenContext context) {
    verdicts = WrittenVerdicts.acquire(log);
    revoked = getRuntimeContext().getMetricGroup().counter(RecheckJob.REVOKED);
    reinstated = getRuntimeContext().getMetricGroup().counter(RecheckJob.REINSTATED);
    revokedAnew = getRuntimeContext().getMetricGroup().counter(RecheckJob.REVOKED_ANEW);
  }

  @Override
  public void processElement(OutputRecord row, Context context, Collector<WrittenRevision> out)
      throws IOException {
    Optional<Revision> revision = revision(verdicts.resource(), row);
    if (revision.isPresent()) {
      boolean changes = revision.get().keeps() || verdicts.resource().kept(row.position());
      (revision.get().keeps() ? reinstated : changes ? revoked : revokedAnew).inc();
      out.collect(WrittenRevision.of(revision.get()));
    }
  }

  /**
   * Revises a sample.
   *
   * @param row what is decided on it now
   * @return empty if that is what is written
   */
  Optional<Revision> revision(WrittenVerdicts written, OutputRecord row) throws IOException {
    boolean accepted = row.kind() == OutputRecord.Kind.ACCEPTED;
    if (accepted == written.kept(row.position())) {
      return accepted || row.kind() == OutputRecord.Kind.DEAD_LETTER
          ? Optional.empty()
          : revokedAnew(written, row);
    }
    if (accepted) {
      return written.reviewed(row.position())
          ? Optional.empty()
          : Optional.of(revision(row, Action.REINSTATE, null, null));
    }
    if (row.kind() == OutputRecord.Kind.DEAD_LETTER) {
      return written.reviewed(row.position())
          ? Optional.empty()
          : Optional.of(revision(row, Action.REVOKE, null, null));
    }
    Verdict now = RowCodec.readVerdict(row.value());
    return written.reviewed(row.position()) && !findsNewItem(now, written.history(row.position()))
        ? Optional.empty()
        : Optional.of(revision(row, Action.REVOKE, now.reason(), now.evidence()));
  }

  private Optional<Revision> revokedAnew(WrittenVerdicts written, OutputRecord row)
      throws IOException {
    Optional<RevokedItems.Item> before = written.revokedFor(row.position());
    if (before.isEmpty() || written.reviewed(row.position())) {
      return Optional.empty();
    }
    Verdict now = RowCodec.readVerdict(row.value());
    boolean same =
        now.evidence() instanceof LeakEvidence found
            && RevokedItems.Item.of(found).equals(before.get());
    return same
        ? Optional.empty()
        : Optional.of(revision(row, Action.REVOKE, now.reason(), now.evidence()));
  }

  /** Returns whether an item was found that no revision of the sample has known before. */
  private boolean findsNewItem(Verdict now, List<Revision> earlier) {
    if (!(now.evidence() instanceof LeakEvidence item)
        || !newItems.getOrDefault(item.benchmark(), new HashSet<>()).contains(item.item())) {
      return false;
    }
    Set<String> checksums =
        index.sets().stream()
            .filter(set -> set.name().equals(item.benchmark()))
            .map(Revision.Index.Set::checksum)
            .collect(Collectors.toSet());
    return earlier.stream().noneMatch(each -> found(each, item) || compared(each, checksums));
  }

  private static boolean found(Revision revision, LeakEvidence item) {
    return revision.evidence() instanceof LeakEvidence before
        && before.benchmark().equals(item.benchmark())
        && before.item().equals(item.item());
  }

  private static boolean compared(Revision revision, Set<String> checksums) {
    return revision.index() != null
        && revision.index().sets().stream().anyMatch(set -> checksums.contains(set.checksum()));
  }

  private Revision revision(OutputRecord row, Action action, Reason reason, Evidence evidence) {
    return new Revision(
        Revision.VERSION,
        action,
        new Position(log.samples(), row.position().partition(), row.position().offset()),
        row.key() == null ? "" : new String(row.key(), UTF_8),
        author,
        reason,
        evidence,
        null,
        index,
        recipe,
        time);
  }

  @Override
  public void close() {
    if (verdicts != null) {
      verdicts.close();
    }
  }
}
