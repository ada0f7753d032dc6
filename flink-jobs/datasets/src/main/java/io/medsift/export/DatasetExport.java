package io.medsift.export;

import static java.time.ZoneOffset.UTC;

import io.medsift.export.RevisedRows.Deletion;
import io.medsift.export.card.CardSources;
import io.medsift.export.card.Croissant;
import io.medsift.export.card.DatasetCard;
import io.medsift.export.card.DatasetStatistics;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.directory.ExportDirectory;
import io.medsift.export.directory.ExportDirectory.Draft;
import io.medsift.export.directory.Manifest;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.ExportWorkers;
import io.medsift.export.files.Shard;
import io.medsift.export.files.ShardWriters;
import io.medsift.export.files.ShardWriters.ShardPlan;
import io.medsift.export.files.ShardWriters.WrittenShard;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.ExportedPositions;
import io.medsift.export.rows.IndexedRow;
import io.medsift.export.rows.IndexedRow.RankOrder;
import io.medsift.export.rows.RowSource;
import io.medsift.export.rows.RowSource.SourceProgress;
import io.medsift.export.rows.RowStore;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what was curated since the last export as further shards of a dataset folder.
 *
 * <p>Rows are read once: chosen, counted, brought into columns, and put into a file as they come.
 * Then they are put in the order of their samples' ranks, and fetched and written shard by shard.
 * So memory holds about 50 bytes of each row, and the same rows in the same exports give the same
 * bytes.
 */
public final class DatasetExport {
  private static final String REVISIONS = "revisions";
  private static final long NOTHING_NEW = Long.MIN_VALUE;

  private final ExportRequest request;
  private final ExportDirectory directory;
  private final ExportListener listener;
  private final PromptRates rates;

  /** An export that has not begun. */
  public DatasetExport(ExportRequest request, ExportListener listener) {
    this(request, listener, PromptRates.none());
  }

  /**
   * The same.
   *
   * @param rates of prompts, for rows whose verdict has none
   */
  public DatasetExport(ExportRequest request, ExportListener listener, PromptRates rates) {
    this.rates = rates;
    this.request = request;
    this.directory = new ExportDirectory(request.directory());
    this.listener = listener;
  }

  /**
   * Exports. Must be the only export to the folder.
   *
   * @throws ExportException if the folder, the sources and the request do not go together; the
   *     folder is as it was
   */
  public ExportOutcome execute(List<RowSource> sources)
      throws IOException, InterruptedException, ExportException {
    return execute(sources, RevisedRows.NONE);
  }

  /** The same of rows some of which are revised. */
  public ExportOutcome execute(List<RowSource> sources, RevisedRows revised)
      throws IOException, InterruptedException, ExportException {
    directory.recover();
    Manifest before = directory.manifest();
    check(before);
    Draft draft = directory.begin();
    try {
      return export(sources, revised, before, draft);
    } finally {
      directory.discard();
    }
  }

  private void check(Manifest before) throws IOException, ExportException {
    if (before == null) {
      directory.requireUnused();
    } else {
      request.settings().requireSame(before.settings());
      directory.requireWhole(before);
    }
  }

  private ExportOutcome export(
      List<RowSource> sources, RevisedRows revised, Manifest before, Draft draft)
      throws IOException, InterruptedException, ExportException {
    ExportedPositions exported =
        before == null ? new ExportedPositions() : ExportedPositions.read(directory.positions());
    DatasetStatistics added = new DatasetStatistics();
    Written written = write(sources, revised, before, draft, exported, added);
    Manifest after = written.manifest();
    List<Deletion> deletions = revised.deletions(exported);
    if (after == null) {
      boolean restated = restate(draft, before, deletions);
      return new ExportOutcome(List.of(), added, written.refused(), before, restated, 0, false);
    }
    boolean named = Files.exists(directory.deletions()) && Files.size(directory.deletions()) > 0;
    complete(draft, before, written, added, exported, deletions);
    List<Shard> shards = after.shardsOf(after.exports());
    boolean kept = named && deletions.isEmpty();
    return new ExportOutcome(shards, added, written.refused(), after, true, deletions.size(), kept);
  }

  /** Without new rows there may be more to say about those that are there. */
  private boolean restate(Draft draft, Manifest before, List<Deletion> deletions)
      throws IOException {
    Manifest now = before.with(indexes(before));
    DatasetStatistics all = DatasetStatistics.read(directory.statistics());
    ContaminationStatement statement = ExportStatement.of(request, directory, now, all);
    if (Files.exists(directory.contamination())
        && ContaminationStatement.read(directory.contamination()).equals(statement)) {
      return false;
    }
    describe(draft, now, all, statement, deletions);
    directory.commit(draft, now);
    return true;
  }

  /**
   * Result of writing the shards.
   *
   * @param manifest of the folder with it; null if nothing is new
   * @param newest time of the newest sample or revision, in milliseconds since the epoch; {@link
   *     #NOTHING_NEW} for none
   */
  private record Written(Manifest manifest, RefusedRecords refused, long newest) {}

  private Written write(
      List<RowSource> sources,
      RevisedRows revised,
      Manifest before,
      Draft draft,
      ExportedPositions exported,
      DatasetStatistics added)
      throws IOException, InterruptedException, ExportException {
    Files.createDirectories(draft.work());
    try (RowStore store = RowStore.create(draft.work().resolve("rows"));
        ExportWorkers workers = new ExportWorkers(request.threads())) {
      RowSelection selection = new RowSelection(request, exported, revised, added, store, listener);
      RowScan scan =
          new RowScan(
              workers, new RowMapping(request.columns(), request.optional(), rates), selection);
      Map<String, SourceProgress> progress = scan(sources, before, scan);
      if (revised.progress() != null) {
        progress.put(REVISIONS, revised.progress());
      }
      if (before != null && before.sources().equals(progress)) {
        return new Written(null, new RefusedRecords(), NOTHING_NEW);
      }
      SourceProgress lastRevisions = before == null ? null : before.sources().get(REVISIONS);
      for (RowSource source : revised.reinstated(exported, lastRevisions)) {
        scan.scan(source, null);
      }
      RefusedRecords refused = selection.refused();
      if (before == null) {
        selection.requireKnownFilters();
      }
      store.flush();
      ExportKind defaultKind = before == null ? defaultKind(selection) : before.defaultKind();
      List<Shard> shards = new ArrayList<>(before == null ? List.of() : before.shards());
      int export = before == null ? 1 : before.exports() + 1;
      ShardWriters writers =
          new ShardWriters(workers, store, request.format(), request.optional(), listener::wrote);
      for (WrittenShard shard : write(writers, plans(selection, shards), defaultKind, draft)) {
        shards.add(shard.inManifest(export));
      }
      if (shards.isEmpty()) {
        throw new ExportException(
            "there is nothing to export: the source has no accepted row"
                + (request.rejected() ? " and no rejected one" : ""),
            "Curate samples first, or name another source.");
      }
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              request.version(),
              export,
              request.settings(),
              defaultKind,
              progress,
              indexes(before),
              shards);
      return new Written(manifest.named(), refused, Math.max(newest(selection), revised.newest()));
    }
  }

  private static long newest(RowSelection selection) {
    return Arrays.stream(ExportKind.values())
        .flatMap(kind -> selection.rows(kind).stream())
        .mapToLong(IndexedRow::time)
        .max()
        .orElse(NOTHING_NEW);
  }

  private List<EvaluationIndex> indexes(Manifest before) {
    Map<String, EvaluationIndex> indexes = new LinkedHashMap<>();
    if (before != null) {
      before.evaluationIndexes().forEach(index -> indexes.put(index.fingerprint(), index));
    }
    EvaluationIndex told = request.contamination().index();
    if (told != null) {
      indexes.put(told.fingerprint(), told);
    }
    return List.copyOf(indexes.values());
  }

  private static Map<String, SourceProgress> scan(
      List<RowSource> sources, Manifest before, RowScan scan)
      throws IOException, InterruptedException, ExportException {
    Map<String, SourceProgress> progress = new TreeMap<>();
    for (RowSource source : sources) {
      String decision = source.decision().wireName();
      SourceProgress last = before == null ? null : before.sources().get(decision);
      progress.put(decision, scan.scan(source, last));
    }
    return progress;
  }

  /** Rows of the default kind lie under {@code data}: prompts for RL if there is nothing else. */
  private static ExportKind defaultKind(RowSelection selection) {
    boolean onlyRl =
        selection.rows(ExportKind.SFT).isEmpty() && !selection.rows(ExportKind.RL).isEmpty();
    return onlyRl ? ExportKind.RL : ExportKind.SFT;
  }

  private List<ShardPlan> plans(RowSelection selection, List<Shard> before) {
    List<ShardPlan> plans = new ArrayList<>();
    for (ExportKind kind : ExportKind.values()) {
      int number = (int) before.stream().filter(shard -> shard.kind() == kind).count();
      for (List<IndexedRow> rows : request.shards().cut(RankOrder.of(selection.rows(kind)))) {
        plans.add(new ShardPlan(kind, number++, rows));
      }
    }
    return plans;
  }

  private List<WrittenShard> write(
      ShardWriters writers, List<ShardPlan> plans, ExportKind defaultKind, Draft draft)
      throws IOException, InterruptedException, ExportException {
    listener.writing(plans.stream().mapToLong(plan -> plan.rows().size()).sum(), plans.size());
    Map<ExportKind, Integer> shards = new EnumMap<>(ExportKind.class);
    plans.forEach(plan -> shards.merge(plan.kind(), plan.number() + 1, Math::max));
    return writers.write(
        plans,
        plan ->
            draft
                .root()
                .resolve(
                    Manifest.file(
                        plan.kind(),
                        plan.number(),
                        shards.get(plan.kind()),
                        defaultKind,
                        request.format())));
  }

  private void complete(
      Draft draft,
      Manifest before,
      Written written,
      DatasetStatistics added,
      ExportedPositions exported,
      List<Deletion> deletions)
      throws IOException {
    Manifest after = written.manifest();
    DatasetStatistics all =
        before == null ? new DatasetStatistics() : DatasetStatistics.read(directory.statistics());
    all.add(added);
    all.write(draft.statistics());
    exported.write(draft.positions());
    // One that an earlier export left must not continue naming rows that count again.
    if (!deletions.isEmpty() || Files.exists(directory.deletions())) {
      Deletion.write(deletions, draft.deletions());
    }
    ContaminationStatement statement = ExportStatement.of(request, directory, after, all);
    describe(draft, after, all, statement, deletions);
    new Croissant(after, all.of(Decision.ACCEPTED), new CardSources(request.ingested()))
        .write(draft.croissant(), request.name(), published(written.newest()));
    directory.commit(draft, after);
  }

  /**
   * The day of the newest sample, of this export or of an earlier one; null where none is known.
   */
  private String published(long newest) throws IOException {
    String earlier = Croissant.published(directory.croissant());
    if (newest == NOTHING_NEW) {
      return earlier;
    }
    String day = LocalDate.ofInstant(Instant.ofEpochMilli(newest), UTC).toString();
    return earlier != null && earlier.compareTo(day) > 0 ? earlier : day;
  }

  private void describe(
      Draft draft,
      Manifest manifest,
      DatasetStatistics all,
      ContaminationStatement statement,
      List<Deletion> deletions)
      throws IOException {
    statement.write(draft.contamination());
    CardSources origins = new CardSources(request.ingested());
    new DatasetCard(
            request.name(),
            manifest,
            all,
            statement,
            request.recipe(),
            request.recipeText(),
            origins)
        .withDeletions(deletions.size())
        .write(draft.card(), draft.plots());
  }

  /** Receives the progress of an export, from any thread. */
  public interface ExportListener {

    /** Reports the number of rows that were read since the last call. */
    void read(long rows);

    /** Reports that rows are sorted and being written. */
    void writing(long rows, int shards);

    /** Reports the number of rows that were written since the last call. */
    void wrote(long rows);
  }

  /**
   * Result of an export.
   *
   * @param added shards that it wrote; none where nothing was new
   * @param leftOut rows that it read and did not write, by reason
   * @param refused what it read and is not a curated row
   * @param manifest of the folder now
   * @param stated whether the statement of contamination was written, and not left as it was
   * @param deletions rows of the folder that revisions took back: {@code deletions.jsonl}
   * @param kept whether none is to be deleted any more, where the last export named some
   */
  public record ExportOutcome(
      List<Shard> added,
      DatasetStatistics leftOut,
      RefusedRecords refused,
      Manifest manifest,
      boolean stated,
      long deletions,
      boolean kept) {
    public ExportOutcome {
      added = List.copyOf(added);
    }

    /** Rows that it wrote. */
    public long rows() {
      return added.stream().mapToLong(Shard::rows).sum();
    }
  }
}
