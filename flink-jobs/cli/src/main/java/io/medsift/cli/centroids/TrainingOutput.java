package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.centroids.training.TrainedCentroids;
import io.medsift.centroids.training.TrainingListener;
import io.medsift.cli.progress.Pace;
import io.medsift.cli.progress.ProgressDisplay;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** Prints the progress of a training: a line for each iteration, and progress of the last pass. */
final class TrainingOutput implements TrainingListener {
  private static final int WINDOW = 120;

  private final PrintWriter out;
  private final ProgressDisplay display;
  private final Pace assigned = new Pace(WINDOW);

  TrainingOutput(PrintWriter out, ProgressDisplay display) {
    this.out = out;
    this.display = display;
  }

  @Override
  public void resumed(int iteration) {
    say(
        iteration == 0
            ? "Resuming after the start."
            : format(Locale.ROOT, "Resuming after iteration %d.", iteration));
  }

  @Override
  public void iteration(TrainingListener.Iteration report) {
    String name =
        report.iteration() == 0
            ? "start       "
            : format(Locale.ROOT, "iteration %2d", report.iteration());
    say(
        format(
            Locale.ROOT,
            "%s  inertia %.5f  moved %,d (%.2f %%)  largest %.1f times the mean  empty %,d  %.1f s",
            name,
            report.inertia(),
            report.moved(),
            100 * report.movedShare(),
            report.largest(),
            report.empty(),
            report.seconds()));
  }

  @Override
  public void stopped(boolean converged) {
    assigned.update(0, System.nanoTime());
    say(
        (converged ? "Converged." : "Stopped at the last iteration.")
            + " Assigning all prompts exactly.");
  }

  @Override
  public synchronized void assigned(int vectors, int of) {
    display.offer(
        now ->
            format(
                    Locale.ROOT,
                    "%3d%%  %,d of %,d prompts assigned",
                    100L * vectors / of,
                    vectors,
                    of)
                + assigned.update(vectors, now).left(of));
  }

  void finished(TrainedCentroids trained) {
    long empty = Arrays.stream(trained.sizes()).filter(size -> size == 0).count();
    say(
        format(
            Locale.ROOT,
            "%,d centroids after %d iterations: inertia %.5f over all prompts, %,d empty.",
            trained.sizes().length,
            trained.iterations(),
            trained.inertia(),
            empty));
  }

  private void say(String line) {
    display.clear();
    out.println(line);
    out.flush();
  }
}
