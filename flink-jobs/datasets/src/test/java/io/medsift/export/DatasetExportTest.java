package io.medsift.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.export.DatasetExport.ExportListener;
import io.medsift.export.DatasetExport.ExportOutcome;
import io.medsift.export.ExportRequest.ContaminationFacts;
import io.medsift.export.card.DatasetStatistics.LeftOut;
import io.medsift.export.card.LicenseFilter;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.OptionalColumns;
import io.medsift.export.files.ShardLimits;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.FileRows;
import io.medsift.export.rows.RowSource;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import io.medsift.storage.Sha256;
import io.medsift.verdict.Decision;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetExportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path directory;
  private List<String> ingested = List.of("hf://datasets/GBaker/MedQA@" + COMMIT + "/train.jsonl");

  @Test
  void writesTheSameBytesWhateverTheOrderOfTheRows() throws Exception {
    CuratedFile rows = CuratedFile.of(1_000, "synthetic_qa");
    export(rows.write(directory.resolve("a.jsonl")), "first", FileFormat.PARQUET);
    export(rows.shuffled().write(directory.resolve("a.jsonl")), "second", FileFormat.PARQUET);

    SortedMap<String, String> first = checksums(directory.resolve("first/data"));
    assertThat(first)
        .isEqualTo(checksums(directory.resolve("second/data")))
        .containsKeys("train-00000-of-00004.parquet", "train-00003-of-00004.parquet")
        .hasSize(4);
    assertThat(directory.resolve("first/statistics.json"))
        .hasSameTextualContentAs(directory.resolve("second/statistics.json"));
  }

  @Test
  void ordersRowsByRank() throws Exception {
    Path rows = CuratedFile.of(300, "synthetic_qa").shuffled().write(directory.resolve("a.jsonl"));
    export(rows, "out", FileFormat.JSONL);

    long[] highest = new long[3];
    long last = 0;
    for (JsonNode row : lines("out/data")) {
      int partition = row.get("partition").intValue();
      highest[partition] = Math.max(highest[partition], row.get("timestamp").longValue());
      assertThat(highest[partition]).isGreaterThanOrEqualTo(last);
      last = highest[partition];
    }
    assertThat(lines("out/data")).extracting(row -> row.get("id").textValue()).hasSize(300);
  }

  @Test
  void givesPromptsForReinforcementTheirPublishedColumns() throws Exception {
    Path rows = CuratedFile.of(3, "rl").write(directory.resolve("a.jsonl"));
    export(rows, "out", FileFormat.JSONL);

    JsonNode row = lines("out/data").get(1);
    assertThat(row.get("dataset_name").textValue()).isEqualTo("medqa");
    assertThat(row.get("id_in_dataset").longValue()).isEqualTo(1);
    assertThat(row.get("question").textValue()).isEqualTo("Which of these is number 1?");
    assertThat(row.get("options").textValue()).isEqualTo("Answer Choices:\nA. One\nB. Two");
    assertThat(row.get("answer").textValue()).isEqualTo("Two");
    assertThat(row.get("label").textValue()).isEqualTo("B");
    assertThat(row.has("messages")).isFalse();
  }

  @Test
  void givesBackTheRowThatAPromptForReinforcementWasMadeOf() throws Exception {
    Source source = Sources.named("medreason-rl");
    ObjectNode published = source.card().example();
    Sample sample =
        source
            .mapper(SourceSettings.NONE, new ReadingTally())
            .map(new FileRow("ours.jsonl", 0, published))
            .get(0);
    export(CuratedFile.of(sample).write(directory.resolve("a.jsonl")), "out", FileFormat.JSONL);

    ObjectNode row = (ObjectNode) lines("out/data").get(0);
    assertThat(row.retain(published.properties().stream().map(Map.Entry::getKey).toList()))
        .isEqualTo(published);
  }

  @Test
  void putsThemAsideWhereThereAreOtherSamples() throws Exception {
    CuratedFile rows = CuratedFile.of(3, "rl").and(CuratedFile.of(5, "r1_trace"));
    export(rows.write(directory.resolve("a.jsonl")), "out", FileFormat.JSONL);

    assertThat(lines("out/data")).hasSize(5);
    assertThat(lines("out/rl")).hasSize(3);
    assertThat(Files.readString(directory.resolve("out/README.md")))
        .contains("config_name: rl")
        .contains("path: rl/train-*")
        .contains("Configuration `rl`: 3 rows in 1 file of `rl/`.");
  }

  @Test
  void addsPassRatesAndChoosesPromptsForReinforcementByThem() throws Exception {
    Path rows =
        CuratedFile.of(8, "rl")
            .and(CuratedFile.of(2, "r1_trace"))
            .and(CuratedFile.withPassRates(9, "rl", "rated"))
            .write(directory.resolve("a.jsonl"));
    ExportOutcome outcome = export(rows, "out", true, PassRateFilter.parse("0.25-0.5"));

    assertThat(lines("out/rl"))
        .extracting(row -> row.get("id").textValue() + " " + row.get("pass_rate"))
        .containsExactlyInAnyOrder("rated-2 0.25", "rated-3 0.375", "rated-4 0.5");
    JsonNode row = lines("out/rl").get(0);
    assertThat(row.get("responses").intValue()).isEqualTo(10);
    assertThat(8 * row.get("pass_rate").doubleValue()).isEqualTo(row.get("correct").intValue());
    assertThat(lines("out/data"))
        .hasSize(2)
        .allMatch(sft -> sft.get("pass_rate").isNull() && sft.get("correct").isNull());
    assertThat(outcome.leftOut().leftOut(LeftOut.PASS_RATE)).isEqualTo(14);
    assertThat(Files.readString(directory.resolve("out/README.md")))
        .contains("| `pass_rate` | ", "Share of the verified responses to the prompt")
        .contains("not in `0.25-0.5`, are left out: 14 rows.");
    JsonNode croissant = JSON.readTree(directory.resolve("out/croissant.json").toFile());
    assertThat(CroissantShapes.violations(croissant, directory.resolve("out"))).isEmpty();
    assertThat(croissant.toString()).contains("\"rl/pass_rate\"", "\"default/responses\"");

    assertThatThrownBy(() -> export(rows, "out", false, PassRateFilter.parse("0.25-0.5")))
        .hasMessageContaining("--with-pass-rate");
    assertThatThrownBy(() -> export(rows, "out", true, null)).hasMessageContaining("--pass-rate");
    Path unrated = CuratedFile.of(3, "rl").write(directory.resolve("b.jsonl"));
    assertThatThrownBy(() -> export(unrated, "none", true, PassRateFilter.parse("0-1")))
        .isInstanceOf(UnknownValueException.class)
        .hasMessageContaining("no row with the columns of II-Medical-RL has a pass rate");
  }

  @Test
  void takesThePassRateOfAPromptFromOtherTracksIfItsOwnHasNone() throws Exception {
    PromptRates rates = new PromptRates();
    for (int i = 0; i < 5; i++) {
      String prompt = CuratedFile.prompt(i);
      rates.add(decision("a" + i, prompt, new PromptCounts(9, 0, 0, 0, 0)));
      rates.add(decision("a" + i, prompt, new PromptCounts(i, 2, 0, 0, 1)));
      rates.add(decision("b" + i, prompt, new PromptCounts(i, 1, 0, 1, 0)));
    }
    rates.add(decision("c", CuratedFile.prompt(6), new PromptCounts(0, 0, 0, 0, 3)));
    Path rows =
        CuratedFile.of(8, "rl")
            .and(CuratedFile.withPassRates(2, "rl", "rated"))
            .and(CuratedFile.of(5, "r1_trace"))
            .write(directory.resolve("a.jsonl"));
    ExportRequest request =
        request(
            "out",
            FileFormat.JSONL,
            LicenseFilter.ALL,
            null,
            null,
            true,
            PassRateFilter.parse("0.1-0.6"));
    new DatasetExport(request, new Silent(), rates)
        .execute(List.of(new FileRows(rows, Decision.ACCEPTED)));

    assertThat(lines("out/rl"))
        .extracting(
            row ->
                row.get("id").textValue() + " " + row.get("correct") + "/" + row.get("responses"))
        .containsExactlyInAnyOrder("rl-1 2/7", "rl-2 4/9", "rl-3 6/11", "rated-1 1/10");
    assertThat(lines("out/data"))
        .extracting(row -> row.get("correct").toString())
        .containsExactlyInAnyOrder("0", "2", "4", "6", "8");
  }

  private static PromptDecision decision(String key, String prompt, PromptCounts counts) {
    return new PromptDecision(
        key,
        prompt,
        "x",
        "synthetic_qa",
        "s",
        "B",
        null,
        counts,
        counts.passRate(),
        PromptDecision.Closed.COMPLETE,
        0,
        List.of(),
        List.of(),
        0,
        new RecipeStamp("r", "0123456789abcdef"),
        1);
  }

  @Test
  void refusesBoundsThatAreNoPassRates() {
    assertThat(PassRateFilter.parse(" 0.1-0.9 ")).hasToString("0.1-0.9");
    for (String wrong : List.of("", "0.5", "0.9-0.1", "0-2", "a-b", "-0.1-0.5", "0.1-NaN")) {
      assertThatThrownBy(() -> PassRateFilter.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private ExportOutcome export(Path rows, String out, boolean passRate, PassRateFilter filter)
      throws Exception {
    ExportRequest request =
        request(out, FileFormat.JSONL, LicenseFilter.ALL, null, null, passRate, filter);
    return new DatasetExport(request, new Silent())
        .execute(List.of(new FileRows(rows, Decision.ACCEPTED)));
  }

  @Test
  void describesFilesColumnsAndSourcesForMachines() throws Exception {
    CuratedFile rows = CuratedFile.of(3, "rl").and(CuratedFile.of(5, "r1_trace"));
    export(rows.write(directory.resolve("a.jsonl")), "out", FileFormat.PARQUET);

    Path file = directory.resolve("out/croissant.json");
    JsonNode croissant = JSON.readTree(file.toFile());
    assertThat(CroissantShapes.violations(croissant, file.getParent())).isEmpty();
    assertThat(croissant.path("datePublished").textValue()).isEqualTo("1970-01-01");
    assertThat(croissant.path("license").toString())
        .contains("spdx.org/licenses/MIT", "spdx.org/licenses/CC-BY-NC-4.0");
    assertThat(croissant.path("recordSet"))
        .extracting(set -> set.path("@id").textValue())
        .containsExactly("default", "rl");
    JsonNode origin = croissant.path("prov:wasDerivedFrom").path(0);
    assertThat(origin.path("name").textValue()).isEqualTo("made/up");
    assertThat(origin.path("description").textValue())
        .isEqualTo("8 rows; the revision is not known");
  }

  @Test
  void namesDatasetRevisionAndLicenceOfASource() throws Exception {
    ObjectNode published = Sources.named("medqa").card().example();
    Sample sample =
        Sources.named("medqa")
            .mapper(SourceSettings.NONE, new ReadingTally())
            .map(new FileRow("train.jsonl", 0, published))
            .get(0);
    export(CuratedFile.of(sample).write(directory.resolve("a.jsonl")), "out", FileFormat.JSONL);

    JsonNode croissant = JSON.readTree(directory.resolve("out/croissant.json").toFile());
    JsonNode origin = croissant.path("prov:wasDerivedFrom").path(0);
    assertThat(origin.path("url").textValue())
        .isEqualTo("https://huggingface.co/datasets/GBaker/MedQA");
    assertThat(origin.path("version").textValue()).isEqualTo(COMMIT);
    assertThat(origin.path("license").textValue()).isEqualTo("not stated");
    assertThat(card("out"))
        .contains("| medqa | GBaker/MedQA | `" + COMMIT + "` | not stated | 1 |");
  }

  @Test
  void namesEachDatasetAndRevisionThatASourceWasReadFrom() throws Exception {
    Sample sample =
        Sources.named("medqa")
            .mapper(SourceSettings.NONE, new ReadingTally())
            .map(new FileRow("train.jsonl", 0, Sources.named("medqa").card().example()))
            .get(0);
    String other = "f".repeat(40);
    ingested =
        List.of(
            "hf://datasets/GBaker/MedQA@" + COMMIT + "/train.jsonl",
            "hf://datasets/GBaker/MedQA@" + COMMIT + "/more.jsonl",
            "hf://datasets/GBaker/MedQA@" + other + "/train.jsonl",
            "hf://datasets/our/copy@" + COMMIT + "/train.jsonl",
            "/here/train.jsonl");
    export(CuratedFile.of(sample).write(directory.resolve("a.jsonl")), "out", FileFormat.JSONL);

    assertThat(card("out"))
        .contains("| medqa | GBaker/MedQA | `" + COMMIT + "` | not stated | 1 in total |")
        .contains("| medqa | GBaker/MedQA | `" + other + "` | not stated | 1 in total |")
        .contains("| medqa | our/copy | `" + COMMIT + "` | not stated | 1 in total |")
        .contains("| medqa | GBaker/MedQA-USMLE-4-options | not known | not stated | 1 in total |");
    Path file = directory.resolve("out/croissant.json");
    JsonNode croissant = JSON.readTree(file.toFile());
    assertThat(CroissantShapes.violations(croissant, file.getParent())).isEmpty();
    assertThat(croissant.path("prov:wasDerivedFrom")).hasSize(4);
    assertThat(croissant.path("prov:wasDerivedFrom").path(1).path("@id").textValue())
        .isEqualTo("source/medqa/2");
  }

  @Test
  void keepsTheLicencesThatWereAskedFor() throws Exception {
    Path rows = CuratedFile.of(10, "r1_trace").write(directory.resolve("a.jsonl"));
    ExportOutcome outcome =
        new DatasetExport(
                request("out", FileFormat.JSONL, LicenseFilter.parse("!non-commercial")),
                new Silent())
            .execute(List.of(new FileRows(rows, Decision.ACCEPTED)));

    assertThat(outcome.rows()).isEqualTo(5);
    assertThat(lines("out/data"))
        .allSatisfy(row -> assertThat(row.get("license").textValue()).isEqualTo("MIT"));
    assertThat(Files.readString(directory.resolve("out/README.md")))
        .contains("`!non-commercial` left out 5 rows");
  }

  @Test
  void keepsTheLicencesThatWereAskedForWhereTheRecipeIsTold() throws Exception {
    Path rows = CuratedFile.of(10, "r1_trace").write(directory.resolve("a.jsonl"));
    EvaluationIndex none = new EvaluationIndex("ff", List.of());
    ExportRequest told =
        request(
            "out",
            FileFormat.JSONL,
            LicenseFilter.parse("!non-commercial"),
            none,
            CuratedFile.RECIPE);
    ExportOutcome outcome =
        new DatasetExport(told, new Silent())
            .execute(List.of(new FileRows(rows, Decision.ACCEPTED)));

    assertThat(outcome.rows()).isEqualTo(5);
    assertThat(Files.readString(directory.resolve("out/README.md")))
        .contains("`!non-commercial` left out 5 rows")
        .contains("r1_trace:");
  }

  @Test
  void namesTheLicencesThatAreThereWhereAFilterNamesOthers() throws Exception {
    Path rows = CuratedFile.of(10, "r1_trace").write(directory.resolve("a.jsonl"));
    assertThat(refusal(rows, "cuatro"))
        .isEqualTo(
            "--license-filter: no row has the licence 'cuatro'. The rows have: cc-by-nc-4.0 (5),"
                + " mit (5)");
    assertThat(refusal(rows, "!cc-by-cn-4.0,mit"))
        .startsWith(
            "--license-filter: no row has the licence 'cc-by-cn-4.0'; did you mean"
                + " 'cc-by-nc-4.0'?");
    assertThat(refusal(rows, "apache-2.0")).contains("no row has the licence 'apache-2.0'");
    assertThat(refusal(rows, "unknown"))
        .isEqualTo(
            "--license-filter unknown leaves no row; the rows have: cc-by-nc-4.0 (5), mit (5)");
    assertThat(directory.resolve("out/data")).doesNotExist();

    // A licence that may come later is no mistake beside one that is there.
    LicenseFilter both = LicenseFilter.parse("mit, apache-2.0, !cc-by-sa-4.0");
    assertThat(
            new DatasetExport(request("out", FileFormat.JSONL, both), new Silent())
                .execute(List.of(new FileRows(rows, Decision.ACCEPTED)))
                .rows())
        .isEqualTo(5);
  }

  private String refusal(Path rows, String filter) {
    DatasetExport export =
        new DatasetExport(
            request("out", FileFormat.JSONL, LicenseFilter.parse(filter)), new Silent());
    return assertThrows(
            UnknownValueException.class,
            () -> export.execute(List.of(new FileRows(rows, Decision.ACCEPTED))))
        .getMessage();
  }

  @Test
  void claimsOnTheCardOnlyWhatHappenedToTheRows() throws Exception {
    Path rows = CuratedFile.of(4, "r1_trace").write(directory.resolve("a.jsonl"));
    export(rows, "untold", FileFormat.JSONL);
    assertThat(card("untold"))
        .contains("4 training samples, curated by Medsift")
        .contains("All have a response, and 4 of the responses (100.0 %) a reasoning trace.")
        .contains("the rows do not say who wrote the responses")
        .contains("It is not known whether 4 rows were compared with evaluation sets")
        .contains("Everything: no row is known to have been compared")
        .contains("The settings of `recommended 0123456789abcdef` were not known to the export.")
        .contains("JSON Lines has no types")
        .contains("name: upstream_source\n        dtype: string")
        .doesNotContain("written by models");

    EvaluationIndex index =
        new EvaluationIndex(
            "ff", List.of(new EvaluationIndex.SetSize("medqa", 1_273, 2L, "ab", List.of())));
    ExportRequest told =
        request("told", FileFormat.PARQUET, LicenseFilter.ALL, index, CuratedFile.RECIPE);
    new DatasetExport(told, new Silent()).execute(List.of(new FileRows(rows, Decision.ACCEPTED)));
    assertThat(card("told"))
        .contains("| medqa | 1,273 | not measured | 2 | not measured |")
        .contains("r1_trace:")
        .contains("domain:")
        .doesNotContain("JSON Lines has no types")
        .doesNotContain("general_instruct:")
        .doesNotContain("judge:")
        .doesNotContain("models:")
        .doesNotContain("generate:")
        .doesNotContain("annotate:");
    JsonNode manifest = JSON.readTree(directory.resolve("told/manifest.json").toFile());
    assertThat(manifest.at("/evaluation_indexes/0/sets/0/items").intValue()).isEqualTo(1_273);
  }

  @Test
  void refusesAnIndexThatNoRowWasComparedWith() throws Exception {
    Path rows = CuratedFile.of(4, "r1_trace").write(directory.resolve("a.jsonl"));
    ExportRequest other =
        request(
            "out", FileFormat.JSONL, LicenseFilter.ALL, new EvaluationIndex("ee", List.of()), null);
    assertThatThrownBy(
            () ->
                new DatasetExport(other, new Silent())
                    .execute(List.of(new FileRows(rows, Decision.ACCEPTED))))
        .isInstanceOf(UnknownValueException.class)
        .hasMessage("--benchmarks: no row was compared with the index ee; the rows have: ff (4)");
  }

  private String card(String folder) throws IOException {
    return Files.readString(directory.resolve(folder).resolve("README.md"));
  }

  @Test
  void exportsARowOnceThoughAReplayWroteItAgain() throws Exception {
    CuratedFile rows = CuratedFile.of(20, "r1_trace");
    export(rows.and(rows).write(directory.resolve("a.jsonl")), "out", FileFormat.JSONL);

    assertThat(lines("out/data")).hasSize(20);
  }

  @Test
  void exportsTheFirstOfTheRowsAboutOneSampleHoweverManyThereAre() throws Exception {
    CuratedFile rows =
        CuratedFile.of(3_000, "r1_trace").and(CuratedFile.of(3_000, "r1_trace", "again"));
    export(rows.write(directory.resolve("a.jsonl")), "out", FileFormat.JSONL);

    assertThat(lines("out/data"))
        .hasSize(3_000)
        .allSatisfy(row -> assertThat(row.get("id").textValue()).startsWith("r1_trace-"));
    JsonNode statistics = JSON.readTree(directory.resolve("out/statistics.json").toFile());
    assertThat(statistics.at("/accepted/rows").intValue()).isEqualTo(3_000);
    assertThat(statistics.at("/left_out/repeated").intValue()).isEqualTo(3_000);
  }

  @Test
  void saysThatNothingIsNewAndRefusesAnotherRun() throws Exception {
    Path rows = CuratedFile.of(20, "r1_trace").write(directory.resolve("a.jsonl"));
    export(rows, "out", FileFormat.PARQUET);
    SortedMap<String, String> before = checksums(directory.resolve("out"));

    assertThat(export(rows, "out", FileFormat.PARQUET).rows()).isZero();
    assertThat(checksums(directory.resolve("out"))).isEqualTo(before);

    CuratedFile.of(30, "r1_trace").write(rows);
    assertThatThrownBy(() -> export(rows, "out", FileFormat.PARQUET))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is not the file a.jsonl that was exported before");
    assertThatThrownBy(() -> export(rows, "out", FileFormat.JSONL))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("started with --format 'parquet', this export asks for 'jsonl'");
    assertThat(checksums(directory.resolve("out"))).isEqualTo(before);
  }

  @Test
  void keepsTheDayOfTheNewestSampleWhereNothingIsChosenOfWhatIsNew() throws Exception {
    Path rows = CuratedFile.of(3, "r1_trace").write(directory.resolve("a.jsonl"));
    export(rows, "out", FileFormat.JSONL);
    Path file = directory.resolve("out/croissant.json");
    Files.writeString(file, Files.readString(file).replace("1970-01-01", "2026-11-28"));
    String day = JSON.readTree(file.toFile()).path("datePublished").textValue();

    RowSource further =
        new RowSource() {
          @Override
          public Decision decision() {
            return Decision.ACCEPTED;
          }

          @Override
          public SourceProgress scan(SourceProgress previous, RowVisitor visitor) {
            return new SourceProgress(
                previous.kind(), previous.name(), previous.identity(), Map.of("0", 99L));
          }

          @Override
          public ExportException refusal(RawRow row, IOException reason) {
            throw new AssertionError(reason);
          }
        };
    ExportOutcome more =
        new DatasetExport(request("out", FileFormat.JSONL, LicenseFilter.ALL), new Silent())
            .execute(List.of(further));

    assertThat(more.rows()).isZero();
    assertThat(more.manifest().exports()).isEqualTo(2);
    assertThat(JSON.readTree(file.toFile()).path("datePublished").textValue())
        .isEqualTo(day)
        .isEqualTo("2026-11-28");
    assertThat(JSON.readTree(file.toFile()).path("version").textValue()).isEqualTo("2.0.0");
  }

  @Test
  void refusesAFolderWhoseShardsWereTouched() throws Exception {
    Path rows = CuratedFile.of(20, "r1_trace").write(directory.resolve("a.jsonl"));
    export(rows, "out", FileFormat.JSONL);
    Files.writeString(directory.resolve("out/data/train-00000-of-00001.jsonl"), "{}\n");

    assertThatThrownBy(() -> export(rows, "out", FileFormat.JSONL))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("train-00000-of-00001.jsonl has 3 bytes");
  }

  @Test
  void replacesNothingThatItDidNotWrite() throws Exception {
    Path rows = CuratedFile.of(3, "r1_trace").write(directory.resolve("a.jsonl"));
    Files.createDirectories(directory.resolve("out"));
    Files.writeString(directory.resolve("out/README.md"), "mine");

    assertThatThrownBy(() -> export(rows, "out", FileFormat.JSONL))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("holds README.md, which no export wrote");
    assertThat(directory.resolve("out/README.md")).hasContent("mine");
  }

  @Test
  void leavesLinesOutThatAreNoRowsAndNamesThem() throws Exception {
    Path rows = directory.resolve("a.jsonl");
    CuratedFile.of(2, "r1_trace").write(rows);
    String lines = Files.readString(rows);
    Files.writeString(
        rows, "\uFEFF" + lines + " \r\n{\"sample\": {}}\ngarbage\n" + lines.substring(0, 40));

    ExportOutcome outcome = export(rows, "out", FileFormat.JSONL);
    assertThat(outcome.rows()).isEqualTo(2);
    assertThat(outcome.refused().count()).isEqualTo(3);
    assertThat(outcome.refused().shown())
        .anyMatch(each -> each.contains("line 4 of") && each.contains("field 'id' is missing"))
        .anyMatch(each -> each.contains("line 5 of") && each.contains("'garbage'"))
        .anyMatch(each -> each.contains("line 6 of"));
    assertThat(export(rows, "out", FileFormat.JSONL).added()).isEmpty();
  }

  @Test
  void endsWhereNothingIsARow() throws Exception {
    Path rows = Files.writeString(directory.resolve("a.jsonl"), "{\"sample\": {}}\nx\n");
    assertThatThrownBy(() -> export(rows, "out", FileFormat.JSONL))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("line 1 of")
        .hasMessageContaining("is not a curated row: field 'id' is missing");
    assertThat(directory.resolve("out/data")).doesNotExist();
  }

  private ExportOutcome export(Path rows, String out, FileFormat format) throws Exception {
    return new DatasetExport(request(out, format, LicenseFilter.ALL), new Silent())
        .execute(List.of(new FileRows(rows, Decision.ACCEPTED)));
  }

  private ExportRequest request(String out, FileFormat format, LicenseFilter licenses) {
    return request(out, format, licenses, null, null);
  }

  private ExportRequest request(
      String out,
      FileFormat format,
      LicenseFilter licenses,
      EvaluationIndex evaluation,
      RecipeStamp recipe) {
    return request(out, format, licenses, evaluation, recipe, false, null);
  }

  private ExportRequest request(
      String out,
      FileFormat format,
      LicenseFilter licenses,
      EvaluationIndex evaluation,
      RecipeStamp recipe,
      boolean passRate,
      PassRateFilter passRates) {
    return new ExportRequest(
        directory.resolve(out),
        "Made up",
        format,
        ColumnChoice.AUTO,
        new OptionalColumns(true, passRate),
        false,
        licenses,
        passRates,
        recipe,
        recipe == null ? null : shipped(),
        new ContaminationFacts(evaluation, null, null, null),
        new ShardLimits(250, 1 << 30),
        2,
        "test",
        Map.of("medqa", ingested));
  }

  private static String shipped() {
    try {
      return RecipeLoader.document("recommended");
    } catch (RecipeException e) {
      throw new AssertionError(e);
    }
  }

  private List<JsonNode> lines(String subset) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve(subset))) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private static SortedMap<String, String> checksums(Path folder) throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        checksums.put(folder.relativize(file).toString(), Sha256.of(file));
      }
    }
    return checksums;
  }

  private static final class Silent implements ExportListener {
    @Override
    public void read(long rows) {}

    @Override
    public void writing(long rows, int shards) {}

    @Override
    public void wrote(long rows) {}
  }
}
