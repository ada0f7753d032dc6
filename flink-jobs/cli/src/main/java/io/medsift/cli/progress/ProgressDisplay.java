package io.medsift.cli.progress;

import io.medsift.review.text.SafeText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Shows a line that changes: redrawn in place on a terminal, repeated every ten seconds elsewhere.
 * Used by one thread.
 */
public final class ProgressDisplay {
  private static final Duration REDRAW = Duration.ofMillis(500);
  private static final Duration REPEAT = Duration.ofSeconds(10);
  private static final int COLUMNS = 120;
  private static final String ERASE_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private long shownAt;
  private boolean drawn;

  /**
   * A display.
   *
   * @param terminal whether {@code out} is one
   * @param width columns of the terminal
   */
  public ProgressDisplay(PrintStream out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
    this.shownAt = System.nanoTime() - REPEAT.toNanos();
  }

  /** A display on standard error; the launcher says whether that is a terminal, and how wide. */
  public static ProgressDisplay onStandardError() {
    return new ProgressDisplay(
        System.err,
        Boolean.getBoolean("medsift.terminal"),
        Integer.getInteger("medsift.columns", COLUMNS));
  }

  /** Returns the interval at which to offer a line. */
  public Duration interval() {
    return REDRAW;
  }

  /** Shows the line if it is time; {@code line} is given the time of {@link System#nanoTime()}. */
  public void offer(LongFunction<String> line) {
    long now = System.nanoTime();
    String text = SafeText.line(line.apply(now));
    if (terminal) {
      String cut = text.length() < width ? text : text.substring(0, Math.max(0, width - 2)) + "…";
      out.print(ERASE_LINE + cut);
      out.flush();
      drawn = true;
    } else if (now - shownAt >= REPEAT.toNanos()) {
      out.println(text);
      shownAt = now;
    }
  }

  /** Shows a line that stays, on its own. */
  public void say(String text) {
    clear();
    out.println(SafeText.terminal(text));
  }

  /** Shows the last line of a process that was told to stop, in place of any changing line. */
  public void sayLast(String text) {
    drawn |= terminal;
    say(text);
  }

  /** Clears the changing line from the terminal. */
  public void clear() {
    if (drawn) {
      out.print(ERASE_LINE);
      out.flush();
      drawn = false;
    }
  }
}
