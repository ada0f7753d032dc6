package io.medsift.cli.ingest;

import static java.lang.String.format;

import io.medsift.ingest.FileProgress;
import io.medsift.ingest.SampleSink;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.SafeText;
import io.medsift.rows.ReadRow;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.text.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows samples as a person would read them, and writes nothing. */
final class PrintedSamples implements SampleSink {
  private static final int WIDTH = 96;
  private static final int MAX_LINES = 12;
  private static final int MAX_NAME = 40;
  private static final String NAME = "%-12s";

  private final PrintWriter out;
  private final long most;
  private long shown;

  /** Shows that many samples, and the others of the last one's row. */
  PrintedSamples(PrintWriter out, long most) {
    this.out = out;
    this.most = most;
  }

  @Override
  public boolean takesMore() {
    return shown < most;
  }

  @Override
  public void write(String topic, ReadRow row, Sample sample, byte[] json) {
    shown++;
    out.println(format(Locale.ROOT, "── sample %,d, for the topic %s", shown, topic));
    line("id", sample.id());
    line("track", sample.track());
    text("system", sample.system());
    for (Turn turn : sample.history()) {
      text(turn.role(), turn.content());
    }
    text("prompt", sample.prompt());
    sample.options().forEach((letter, option) -> text("  " + letter, option));
    if (sample.reference() != null) {
      text("reference", sample.reference().kind().wireName() + ": " + sample.reference().value());
    }
    text("reasoning", sample.reasoning());
    text("response", sample.response());
    line("label", sample.label());
    line("generator", sample.generator());
    line("license", sample.license());
    line("from", sample.upstreamSource());
    out.println();
  }

  private void line(String name, String value) {
    if (value != null) {
      out.println(format(NAME, name) + SafeText.line(value));
    }
  }

  private void text(String name, String value) {
    if (value == null) {
      return;
    }
    List<String> lines = wrapped(value);
    String before = format(NAME, SafeText.line(Excerpt.head(name, MAX_NAME)));
    for (String line : lines.subList(0, Math.min(MAX_LINES, lines.size()))) {
      out.println(before + SafeText.line(line));
      before = format(NAME, "");
    }
    if (lines.size() > MAX_LINES) {
      out.println(before + format(Locale.ROOT, "… (%,d characters in all)", value.length()));
    }
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.strip().split("\n", -1)) {
      if (lines.size() > MAX_LINES) {
        return lines;
      }
      String rest = paragraph.stripTrailing();
      while (rest.length() > WIDTH && lines.size() <= MAX_LINES) {
        int space = rest.lastIndexOf(' ', WIDTH);
        int end = space > WIDTH / 2 ? space : Text.head(rest, WIDTH).length();
        lines.add(rest.substring(0, end));
        rest = rest.substring(end).stripLeading();
      }
      lines.add(Text.head(rest, WIDTH));
    }
    return lines;
  }

  @Override
  public void commit(FileProgress progress) {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
