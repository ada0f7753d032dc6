package io.medsift.console.pages;

import io.medsift.console.pages.StatedSets.StatedSet;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.export.contamination.StatementWords;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.review.html.Html;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the rules find of the items of one evaluation set, by kind of change. */
final class SetFigures {
  private static final int MAX_IDS = 40;
  private static final int MAX_NAME = 60;
  private static final String NONE = "–";

  /** What was done to the items, where the name of the kind does not say it. */
  private static final Map<String, String> NAMES =
      Map.of(
          "surrounded", "between 50 words of other text each",
          "chat", "as one turn of a chat",
          "typos_2", "typing errors in 2 % of the characters",
          "typos_5", "typing errors in 5 % of the characters",
          "dropped_words", "one word in five left out",
          "first_half", "only the first half of the question",
          "last_half", "only the second half and the choices",
          "bullets", "choices as a list with bullets");

  private SetFigures() {}

  /** Writes the figures; {@code set} is null where nothing is known of it. */
  static void write(Html html, StatedSet set) {
    if (set == null || set.figures() == null) {
      html.element(
          "p",
          "empty",
          "Not measured. To measure it, run 'medsift benchmarks probe --out FILE' and start the"
              + " console with --probe FILE.");
      return;
    }
    MeasuredFields figures = set.figures();
    html.element(
        "p",
        "note",
        "Measured by items planted in "
            + figures.fields().stream().map(SampleField::plural).collect(Collectors.joining(", "))
            + ", rule "
            + String.join(", ", figures.rules())
            + ". \"At least\" and \"at most\" are limits of 95 %.");
    html.div("card wide")
        .open("table", "class", "all")
        .head(List.of("kind of change", "planted", "found"));
    figures
        .changed()
        .forEach(
            (kind, planted) ->
                html.open("tr")
                    .rowHead("", name(kind), MAX_NAME)
                    .element("td", "", Formats.count(planted.planted()))
                    .element("td", "", share(planted))
                    .close());
    figures
        .lookAlikes()
        .forEach(
            (kind, texts) ->
                html.open("tr")
                    .rowHead("", name(kind) + " (no leak)", MAX_NAME)
                    .element("td", "", Formats.count(texts.texts()))
                    .element("td", "", share(texts))
                    .close());
    html.close(2);
    missing(html, figures);
  }

  /** Planted items that were found; a dash where none of the kind can be made of the items. */
  static String share(Planted leaks) {
    return leaks.planted() == 0 ? NONE : StatementWords.share(leaks);
  }

  /** Texts that were flagged; a dash where there were none. */
  static String share(Flagged texts) {
    return texts.texts() == 0 ? NONE : StatementWords.share(texts);
  }

  private static String name(String kind) {
    return NAMES.getOrDefault(kind, StatementWords.kind(kind));
  }

  private static void missing(Html html, MeasuredFields figures) {
    List<String> ids = figures.notFound().ids();
    if (figures.notFound().items() == 0) {
      html.element("p", "note", "The rules find every item as it was published.");
      return;
    }
    String items =
        "%s not found even as published, %s of them with fewer than eight words"
            .formatted(
                Plural.of(figures.notFound().items(), "item is", "items are"),
                Formats.count(figures.notFound().tooShort()));
    String first = ids.stream().limit(MAX_IDS).collect(Collectors.joining(", "));
    if (ids.size() <= MAX_IDS) {
      html.open("p", "class", "note", "dir", "auto").text(items + ": " + first + ".").close();
      return;
    }
    html.open("p", "class", "note", "dir", "auto")
        .text("%s. The first %s: %s, …".formatted(items, Formats.count(MAX_IDS), first))
        .close()
        .open("details")
        .element("summary", "", "All " + Formats.count(ids.size()))
        .open("p", "class", "note", "dir", "auto")
        .text(String.join(", ", ids) + ".")
        .close(2);
  }
}
