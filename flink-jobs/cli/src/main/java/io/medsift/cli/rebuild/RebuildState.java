package io.medsift.cli.rebuild;

import io.medsift.cli.job.SavedJson;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.rebuild.RebuildRequest.EvaluationPath;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a rebuild has done, in its directory. A step stands there only once it is complete; one that
 * was interrupted resumes or begins anew when its command runs again.
 */
final class RebuildState {
  private static final String ADVICE =
      "Give the same recipe and options, or name another directory with --out.";

  private final SavedJson<Saved> file;
  private Saved saved;

  /**
   * As it is saved.
   *
   * @param hash of the recipe
   * @param rows which rows of each source are taken
   * @param brokers empty where they are those of the rebuild
   * @param sources source to its files, at the commit of the beginning
   * @param sets evaluation set to its path, likewise
   */
  private record Saved(
      String recipe,
      String hash,
      List<String> rows,
      List<String> brokers,
      Map<String, List<String>> sources,
      Map<String, String> sets,
      List<String> done) {}

  private RebuildState(SavedJson<Saved> file, Saved saved) {
    this.file = file;
    this.saved = saved;
  }

  /**
   * Reads the state of a directory; null where no rebuild has begun there.
   *
   * @throws CommandFailedException if it is that of another rebuild
   */
  static RebuildState read(RebuildRequest request) throws IOException {
    SavedJson<Saved> file =
        new SavedJson<>(request.out().resolve("rebuild.json"), Saved.class, ADVICE);
    Saved saved = file.read().orElse(null);
    if (saved == null) {
      return null;
    }
    require("recipe", request.recipe().stamp().name(), saved.recipe(), request);
    require("hash of the recipe", request.recipe().stamp().hash(), saved.hash(), request);
    require("choice of rows", request.rowArguments(), saved.rows(), request);
    require("brokers", request.brokerArguments(), saved.brokers(), request);
    RebuildState state = new RebuildState(file, saved);
    if (request.embedded() && !Files.exists(request.curation())) {
      state.saved = state.with(saved.done().stream().filter("benchmarks"::equals).toList());
    }
    return state;
  }

  private static void require(String what, Object now, Object before, RebuildRequest request) {
    if (!Objects.equals(now, before)) {
      throw new CommandFailedException(
          "%s holds a rebuild with another %s: %s, not %s"
              .formatted(request.out(), what, shown(before), shown(now)),
          ADVICE);
    }
  }

  private static Object shown(Object value) {
    return value instanceof List<?> list && list.isEmpty() ? "none" : value;
  }

  /** Begins a rebuild whose files are at their commits. */
  static RebuildState begin(RebuildRequest request) throws IOException {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    request.sources().forEach(each -> sources.put(each.name(), each.paths()));
    Map<String, String> sets = new LinkedHashMap<>();
    for (EvaluationPath set : request.evaluation()) {
      if (set.name() != null) {
        sets.put(set.name(), set.path());
      }
    }
    RebuildState state =
        new RebuildState(
            new SavedJson<>(request.out().resolve("rebuild.json"), Saved.class, ADVICE),
            new Saved(
                request.recipe().stamp().name(),
                request.recipe().stamp().hash(),
                request.rowArguments(),
                request.brokerArguments(),
                sources,
                sets,
                List.of()));
    PrivateFiles.createDirectories(request.out());
    state.file.write(state.saved);
    return state;
  }

  /**
   * The request as it began: with the files of that time, and without the sources and sets that
   * were left out then.
   */
  RebuildRequest of(RebuildRequest request) {
    RebuildRequest at = request.at(saved.sources(), saved.sets());
    return at.with(
        at.sources().stream().filter(each -> saved.sources().containsKey(each.name())).toList(),
        at.evaluation().stream()
            .filter(each -> each.name() == null || saved.sets().containsKey(each.name()))
            .toList());
  }

  boolean isDone(Step step) {
    return saved.done().contains(step.id());
  }

  void done(Step step) throws IOException {
    List<String> done = new ArrayList<>(saved.done());
    done.add(step.id());
    saved = with(done);
    file.write(saved);
  }

  private Saved with(List<String> done) {
    return new Saved(
        saved.recipe(),
        saved.hash(),
        saved.rows(),
        saved.brokers(),
        saved.sources(),
        saved.sets(),
        List.copyOf(done));
  }
}
