package io.medsift.cli.rebuild;

import static java.lang.String.format;

import io.medsift.cli.job.SavedJson;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.rebuild.RebuildRequest.EvaluationPath;
import io.medsift.storage.Directories;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rebuild has done, in its directory. A step is there only once it is complete; one that was
 * interrupted resumes or begins again when its command runs again.
 */
final class RebuildState {
  static final String FILE = "rebuild.json";

  private static final Set<String> WITHOUT_TOPICS = Set.of("benchmarks", "probe");
  private static final String NONE = "none";
  private static final String ADVICE = "Name another directory with --out.";

  private final SavedJson<Saved> file;
  private Saved saved;

  /**
   * As it is saved.
   *
   * @param choices what decides which dataset is made: option to its value
   * @param sources source to its files, at the commit of the beginning
   * @param sets evaluation set to its path, likewise
   * @param seeds path of the prompts to evolve, likewise; null for none
   * @param missing dataset that was left out to the reason
   */
  private record Saved(
      Map<String, String> choices,
      Map<String, List<String>> sources,
      Map<String, String> sets,
      String seeds,
      Map<String, String> missing,
      List<String> done) {}

  private RebuildState(SavedJson<Saved> file, Saved saved) {
    this.file = file;
    this.saved = saved;
  }

  private static SavedJson<Saved> file(RebuildRequest request) {
    return new SavedJson<>(request.out().resolve(FILE), Saved.class, ADVICE);
  }

  /**
   * Reads the state of a directory; null where no rebuild has begun there.
   *
   * @throws CommandFailedException if it is that of another rebuild
   */
  static RebuildState read(RebuildRequest request) throws IOException {
    SavedJson<Saved> file = file(request);
    Saved saved = file.read().orElse(null);
    if (saved == null) {
      return null;
    }
    requireSame(saved.choices(), choices(request), request.out());
    return new RebuildState(file, saved);
  }

  private static Map<String, String> choices(RebuildRequest request) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("recipe", request.recipe().stamp().name());
    choices.put("hash of the recipe", request.recipe().stamp().hash());
    choices.putAll(request.choices());
    return choices;
  }

  private static void requireSame(Map<String, String> before, Map<String, String> now, Path out) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String was = before.getOrDefault(name, NONE);
      String is = now.getOrDefault(name, NONE);
      if (!was.equals(is)) {
        throw new CommandFailedException(
            format("%s contains a rebuild with another %s: %s, not %s", out, name, was, is),
            "Use the same value, or name another directory with --out.");
      }
    }
  }

  /**
   * Begins a rebuild whose files are at their commits.
   *
   * @param missing dataset that is left out to the reason, a clause
   */
  static RebuildState begin(RebuildRequest request, Map<String, String> missing)
      throws IOException {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    for (RebuildSource source : request.sources()) {
      sources.put(source.name(), source.paths().stream().map(ShownPath::lasting).toList());
    }
    Map<String, String> sets = new LinkedHashMap<>();
    for (EvaluationPath set : request.evaluation()) {
      sets.put(set.name(), ShownPath.lasting(set.path()));
    }
    RebuildState state =
        new RebuildState(
            file(request),
            new Saved(
                choices(request),
                sources,
                sets,
                request.seeds() == null ? null : ShownPath.lasting(request.seeds().path()),
                missing,
                List.of()));
    PrivateFiles.createDirectories(request.out());
    state.file.write(state.saved);
    return state;
  }

  /** What was left out at the beginning, and stays so: a line each. */
  List<String> leftOut() {
    return saved.missing().entrySet().stream()
        .map(each -> "Left out: " + each.getKey() + ": " + each.getValue() + ".")
        .toList();
  }

  /**
   * The request as it began: with the files of that time, and without the sources and sets that
   * were left out then.
   */
  RebuildRequest of(RebuildRequest request) {
    RebuildRequest at = request.at(saved.sources(), saved.sets(), saved.seeds());
    return at.with(
        at.sources().stream().filter(each -> saved.sources().containsKey(each.name())).toList(),
        at.evaluation().stream().filter(each -> saved.sets().containsKey(each.name())).toList());
  }

  /**
   * Where the broker of the rebuild is gone with its topics, forgets the steps that filled them,
   * and what the jobs knew of their place in them. Steps that read no topic stay done. Call it with
   * the lock of the directory.
   */
  void forgetLostTopics(RebuildRequest request) throws IOException {
    if (request.embedded() && !Files.exists(request.curation())) {
      for (String job : RebuildRequest.MODEL_STEPS) {
        Directories.delete(request.out().resolve(job));
      }
      set(saved.done().stream().filter(WITHOUT_TOPICS::contains).toList());
    }
  }

  boolean isDone(Step step) {
    return saved.done().contains(step.id());
  }

  void done(Step step) throws IOException {
    List<String> done = new ArrayList<>(saved.done());
    done.add(step.id());
    set(done);
  }

  private void set(List<String> done) throws IOException {
    if (!done.equals(saved.done())) {
      saved =
          new Saved(
              saved.choices(),
              saved.sources(),
              saved.sets(),
              saved.seeds(),
              saved.missing(),
              List.copyOf(done));
      file.write(saved);
    }
  }
}
