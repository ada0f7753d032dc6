package io.medsift.cli.benchmarks;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.artifact.BenchmarkSet;
import io.medsift.evaluation.EvaluationSuite;
import io.medsift.evaluation.EvaluationSuite.SuiteSet;
import io.medsift.remote.RemoteException;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The published files of a suite.
 *
 * @param missing name of a set to why it cannot be read
 * @param unanswered whether a host gave no answer, which says nothing of what it has
 */
record SuiteFiles(List<BenchmarkSet> sets, Map<String, IOException> missing, boolean unanswered) {

  /** Looks for the sets of a suite, but for those that a user has given. */
  static SuiteFiles find(EvaluationSuite suite, List<BenchmarkSet> own) {
    Set<String> given = own.stream().map(BenchmarkSet::name).collect(Collectors.toSet());
    List<BenchmarkSet> sets = new ArrayList<>();
    Map<String, IOException> missing = new LinkedHashMap<>();
    RemoteException unreachable = null;
    boolean unanswered = false;
    for (SuiteSet set : suite.sets()) {
      if (!given.contains(set.name())) {
        boolean hub = set.published().id() != null;
        if (hub && unreachable != null) {
          missing.put(set.name(), unreachable);
          continue;
        }
        try {
          List<RowFile> files = RowFiles.find(set.published().paths());
          if (files.get(0).remote() != null) {
            InputFiles.requireReadable(files.get(0).remote());
          }
          sets.add(new BenchmarkSet(set.name(), set.published().name(), files));
        } catch (RemoteException e) {
          missing.put(set.name(), e);
          unanswered |= InputFiles.isUnreachable(e);
          unreachable = hub && InputFiles.isUnreachable(e) ? e : unreachable;
        } catch (IOException e) {
          missing.put(set.name(), e);
        }
      }
    }
    return new SuiteFiles(sets, missing, unanswered);
  }

  /** A line on each set that cannot be read, with what to do about it. */
  List<String> missingLines() {
    return InputFiles.reasons(missing).stream().map(line -> "  " + line).toList();
  }

  /** A line on each set that is left out. */
  List<String> leftOutLines() {
    return missing.entrySet().stream().map(each -> "Left out: " + reason(each)).toList();
  }

  private static String reason(Map.Entry<String, IOException> each) {
    return each.getKey() + ": " + each.getValue().getMessage() + ".";
  }
}
