package io.medsift.export.card;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.export.card.BarChart.LengthChart;
import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.card.Markdown.Printable;
import io.medsift.export.card.RowStatistics.Lengths;
import io.medsift.export.card.RowStatistics.Measure;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.directory.Manifest;
import io.medsift.export.files.ColumnSet;
import io.medsift.export.files.ExportColumn;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.Shard;
import io.medsift.verdict.Decision;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code README.md} of a dataset, and the pictures that it shows. Says nothing of the time. */
public final class DatasetCard {
  private final String name;
  private final Manifest manifest;
  private final DatasetStatistics statistics;
  private final RowStatistics accepted;
  private final CardRecipe recipe;
  private final CardSources sources;
  private final CardContamination contamination;
  private final Markdown page = new Markdown();
  private long deletions;

  /**
   * A card.
   *
   * @param recipe whose settings are known besides those that come with the product; may be null
   * @param recipeText its settings as YAML
   * @param sources where the rows come from
   */
  public DatasetCard(
      String name,
      Manifest manifest,
      DatasetStatistics statistics,
      ContaminationStatement contamination,
      RecipeStamp recipe,
      String recipeText,
      CardSources sources) {
    this.name = name;
    this.manifest = manifest;
    this.statistics = statistics;
    this.accepted = statistics.of(Decision.ACCEPTED);
    this.sources = sources;
    this.contamination = new CardContamination(contamination);
    this.recipe = new CardRecipe(statistics, recipe, recipeText);
  }

  /** Says that so many rows of the folder no longer count. */
  public DatasetCard withDeletions(long rows) {
    deletions = rows;
    return this;
  }

  /** Writes the card and, into a directory, its pictures. */
  public void write(Path card, Path plots) throws IOException {
    Files.createDirectories(plots);
    headline();
    columns();
    new CardComposition(accepted).write(page, plots);
    recipe.write(page);
    contamination.write(page);
    new CardLicenses(accepted, statistics, manifest.settings()).write(page);
    figures(plots);
    rejected(plots);
    deletions();
    limitations();
    provenance();
    String header = new CardHeader(Printable.line(name, 200), manifest, accepted).yaml();
    Files.write(card, ("---\n" + header + "---\n\n" + page).getBytes(UTF_8));
  }

  private void headline() {
    page.heading(1, Markdown.text(name));
    page.paragraph(
        format(
            Locale.ROOT,
            "%,d training %s, curated by Medsift: each passed the gates of its track in the recipe"
                + " that is named under Curation. %s",
            accepted.rows(),
            accepted.rows() == 1 ? "sample" : "samples",
            texts()));
    page.code(
        "python",
        "from datasets import load_dataset\n\nsamples = load_dataset(\"PATH_OR_ID\")[\"train\"]");
  }

  /** Returns the number of rows with a response, and of those with a trace. */
  private String texts() {
    long responses = accepted.lengths(Measure.COMPLETION).texts();
    long traces = accepted.lengths(Measure.TRACE).texts();
    if (responses == 0) {
      return "They are prompts without responses.";
    }
    String whole =
        responses == accepted.rows()
            ? "All have a response"
            : format(Locale.ROOT, "%,d have a response", responses);
    return format(
        Locale.ROOT,
        "%s, and %,d of the responses (%s) a reasoning trace.",
        whole,
        traces,
        CardNumbers.share(traces, responses));
  }

  private void columns() {
    page.heading(2, "Columns");
    for (ExportKind kind : ExportKind.values()) {
      List<Shard> shards = manifest.shards(kind);
      if (shards.isEmpty()) {
        continue;
      }
      page.paragraph(
          format(
              Locale.ROOT,
              "Configuration `%s`: %s in %s of `%s/`.",
              kind == manifest.defaultKind() ? "default" : kind.wireName(),
              CardNumbers.count(shards.stream().mapToLong(Shard::rows).sum(), "row"),
              CardNumbers.count(shards.size(), "file"),
              Manifest.directory(kind, manifest.defaultKind())));
      List<List<String>> rows = new ArrayList<>();
      for (ExportColumn column : ColumnSet.of(kind, manifest.settings().optional()).columns()) {
        rows.add(List.of("`" + column.name() + "`", column.type().shown(), column.about()));
      }
      page.table(List.of("column", "type", "what it holds"), 0, rows);
    }
    if (!manifest.settings().passRateFilter().isEmpty()) {
      page.paragraph(
          format(
              Locale.ROOT,
              "Prompts for reinforcement learning whose pass rate is not known, or not in `%s`, are"
                  + " left out: %s.",
              manifest.settings().passRateFilter(),
              CardNumbers.count(statistics.leftOut(DatasetStatistics.LeftOut.PASS_RATE), "row")));
    }
    if (manifest.settings().format() == FileFormat.JSONL) {
      page.paragraph(
          "JSON Lines has no types, so a reader cannot tell the type of a column that is null in"
              + " all rows. The features at the top of this card list them, and `datasets` reads"
              + " them from there; in DuckDB, name them with `columns = {...}` of `read_json`.");
    }
  }

  private void figures(Path plots) throws IOException {
    page.heading(2, "Lengths and labels");
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      Lengths lengths = accepted.lengths(measure);
      if (lengths.texts() > 0) {
        rows.add(
            List.of(
                measure.wireName(),
                CardNumbers.count(lengths.texts()),
                CardNumbers.count(lengths.shortest()),
                CardNumbers.count(lengths.mean()),
                CardNumbers.count(lengths.longest())));
      }
    }
    page.table(List.of("characters of", "rows", "shortest", "mean", "longest"), 4, rows);
    for (Measure measure : Measure.values()) {
      Lengths lengths = accepted.lengths(measure);
      if (lengths.texts() > 0) {
        String about = "Length of the " + measure.wireName() + " in characters";
        picture(
            plots, "length-" + measure.wireName(), about, new LengthChart(about, lengths).svg());
      }
    }
    bars(plots, "labels", "Rows by label", Dimension.LABELS);
    bars(plots, "domains", "Rows by the label of their prompt's cluster", Dimension.DOMAINS);
    bars(plots, "scores", "Rows by the judge's score, rounded down", Dimension.JUDGE_SCORES);
    bars(plots, "languages", "Rows by language, guessed from the script", Dimension.LANGUAGES);
    bars(plots, "generators", "Rows by the model that wrote the response", Dimension.GENERATORS);
  }

  private void bars(Path plots, String file, String about, Dimension dimension) throws IOException {
    Map<String, Long> counts = accepted.counts(dimension);
    if (!counts.isEmpty()) {
      page.heading(3, about);
      picture(plots, file, about, BarChart.largest(about, counts).svg());
    }
  }

  private void picture(Path plots, String file, String about, String svg) throws IOException {
    Files.write(plots.resolve(file + ".svg"), svg.getBytes(UTF_8));
    page.picture(about, "plots/" + file + ".svg");
  }

  private void rejected(Path plots) throws IOException {
    RowStatistics rejected = statistics.of(Decision.REJECTED);
    if (rejected.rows() == 0) {
      return;
    }
    page.heading(2, "Rejected samples");
    page.paragraph(
        format(
            Locale.ROOT,
            "The configuration `rejected` has %s that a gate rejected, with the reason and the"
                + " evidence. Do not train on them: prompts may repeat evaluation sets.",
            CardNumbers.count(rejected.rows(), "sample")));
    String about = "Rejected samples by reason";
    picture(
        plots, "reasons", about, BarChart.largest(about, rejected.counts(Dimension.REASONS)).svg());
  }

  private void deletions() {
    if (deletions == 0) {
      return;
    }
    page.heading(2, "Rows to delete");
    page.paragraph(
        format(
            Locale.ROOT,
            "%s of this folder no longer %s: later revisions changed the verdicts, for example"
                + " because a benchmark was published after the export. `deletions.jsonl` lists"
                + " them by id and by `topic`, `partition` and `offset` of the sample, with the"
                + " reason and the evidence. Files of earlier exports do not change, so leave"
                + " these rows out when you train. %s The figures on this page include them.",
            CardNumbers.count(deletions, "row"),
            deletions == 1 ? "counts" : "count",
            manifest.settings().lineage()
                ? "Rows have the same columns."
                : "Rows of this folder do not have these columns; those of an export with"
                    + " `--lineage` do, and an export to a new folder leaves the rows out."));
  }

  private void limitations() {
    page.heading(2, "Limitations");
    page.list(
        List.of(
            recipe.authors(),
            "Biases and errors of the sources remain, and medical knowledge becomes " + "outdated.",
            contamination.limitation(),
            "Languages are guessed from the script of the question.",
            "Licences are as stated by the sources; check that they fit your use."));
  }

  private void provenance() {
    page.heading(2, "Provenance");
    sources.write(page, accepted);
    page.paragraph(
        format(
            Locale.ROOT,
            "`manifest.json` names the offsets that were read, every file with its SHA-256, and"
                + " the export that wrote it (%,d so far); `statistics.json` has the figures of"
                + " this page, `contamination.json` those of the section Contamination;"
                + " `croissant.json` describes files, columns and sources for machines. Rows are"
                + " in the order in which the broker received the samples. Later exports add"
                + " files and do not change existing ones; the count at the end of their names"
                + " grows.",
            manifest.exports()));
  }
}
