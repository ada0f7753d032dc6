package io.medsift.sources.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.ingest.TopicChoice;
import io.medsift.recipe.RecipeLoader;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowFiles.FoundFiles;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import io.medsift.sources.Source.RowMapper;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.cells.UnmappableRowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class SourcesTest {
  static final List<Source> ALL = Sources.all();

  static Stream<SourceCase> mapped() {
    return cases().filter(row -> row.unmappable() == null);
  }

  static Stream<SourceCase> unmappable() {
    return cases().filter(row -> row.unmappable() != null);
  }

  private static Stream<SourceCase> cases() {
    return Sources.names().stream().flatMap(source -> SourceCase.of(source).stream());
  }

  @ParameterizedTest
  @MethodSource("mapped")
  void mapsTheRow(SourceCase row) throws Exception {
    ReadingTally tally = new ReadingTally();
    List<Sample> samples =
        Sources.named(row.source()).mapper(row.settings(), tally).map(row.asRow());
    assertThat(samples).isEqualTo(row.expected(samples));
    row.counts()
        .forEach((reading, counts) -> assertThat(tally.counts()).containsEntry(reading, counts));
  }

  @ParameterizedTest
  @MethodSource("unmappable")
  void saysWhyTheRowIsNone(SourceCase row) {
    RowMapper mapper = Sources.named(row.source()).mapper(row.settings(), new ReadingTally());
    assertThatThrownBy(() -> mapper.map(row.asRow()))
        .isInstanceOf(UnmappableRowException.class)
        .hasMessageContaining(row.unmappable());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void hasCasesAndAnExampleThatMaps(Source source) throws Exception {
    assertThat(SourceCase.of(source.card().name())).as("cases").isNotEmpty();
    FileRow example = new FileRow("example", 0, source.card().example());
    SourceSettings settings =
        source.mustLookThrough(SourceSettings.NONE)
            ? SourceSettings.NONE.withReading("cop", "0-based")
            : SourceSettings.NONE;
    List<Sample> samples = source.mapper(settings, new ReadingTally()).map(example);
    assertThat(samples).isNotEmpty();
    TopicChoice topics = new TopicChoice(RecipeLoader.named("recommended"), null);
    for (Sample sample : samples) {
      assertThat(topics.of(sample)).isEqualTo(source.card().topic().wireName());
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void countsOnlyDeclaredValuesOfDeclaredReadings(Source source) {
    ReadingTally tally = new ReadingTally();
    for (SourceCase row : SourceCase.of(source.card().name())) {
      try {
        source.mapper(row.settings(), tally).map(row.asRow());
      } catch (UnmappableRowException e) {
        assertThat(row.unmappable()).as(row.toString()).isNotNull();
      }
    }
    for (ReadingOption reading : source.readings()) {
      if (reading.by() == ReadingOption.DecidedBy.ROW) {
        assertThat(tally.counts().get(reading.name()).keySet())
            .as(reading.name())
            .hasSameElementsAs(reading.values());
      }
    }
  }

  @Test
  void idsDependOnTheContentAlone() throws Exception {
    ObjectNode row = SourceCase.of("chatdoctor").get(0).row();
    RowMapper mapper = Sources.named("chatdoctor").mapper(SourceSettings.NONE, new ReadingTally());
    String id = mapper.map(new FileRow("one.parquet", 0, row)).get(0).id();
    assertThat(mapper.map(new FileRow("two.jsonl.gz", 7, row.deepCopy())).get(0).id())
        .isEqualTo(id);
    ObjectNode other = row.deepCopy().put("output", "Another reply.");
    assertThat(mapper.map(new FileRow("one.parquet", 0, other)).get(0).id()).isNotEqualTo(id);
  }

  @Test
  void hasEachNameOnce() {
    assertThat(new HashSet<>(Sources.names())).hasSameSizeAs(Sources.names());
  }

  @Test
  void eachPartOfApolloTakesItsOwnMemberOfTheArchive(@TempDir Path folder) throws Exception {
    Path archive = folder.resolve("ApolloCorpus.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String member :
          List.of(
              "train/pretrain/medicalBook_en_text.json",
              "train/pretrain/medicalBook_en_qa.json",
              "train/pretrain/medicalGuideline_en_text.json",
              "train/pretrain/medicalGuideline_en_qa.json",
              "train/pretrain/medicalBook_fr_qa.json",
              "train/sft/medicalPatient_en.json",
              "train/sft/medicalExam_en.json")) {
        zip.putNextEntry(new ZipEntry(member));
        zip.closeEntry();
      }
    }
    Map<String, String> own =
        Map.of(
            "apollo-book", "train/pretrain/medicalBook_en_qa.json",
            "apollo-guideline", "train/pretrain/medicalGuideline_en_qa.json",
            "apollo-patient", "train/sft/medicalPatient_en.json");
    for (Map.Entry<String, String> source : own.entrySet()) {
      FoundFiles found =
          RowFiles.find(List.of(archive.toString()), Sources.named(source.getKey()).card().files());
      assertThat(found.files()).extracting(RowFile::member).containsExactly(source.getValue());
      assertThat(found.passedOver()).hasSize(6);
    }
  }

  @Test
  void namesTheNearestToOneWhoMistypedIt() {
    assertThatThrownBy(() -> Sources.named("medmqca"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no source 'medmqca'; did you mean 'medmcqa'?")
        .hasMessageContaining("medqa, pubmedqa");
  }

  @Test
  void namesASettingThatDoesNotFit() {
    ReadingTally tally = new ReadingTally();
    Source pubMedQa = Sources.named("pubmedqa");
    assertThatThrownBy(
            () -> pubMedQa.mapper(SourceSettings.NONE.withReading("contxt", "with"), tally))
        .hasMessageContaining("source pubmedqa has no reading 'contxt'; did you mean 'context'?");
    assertThatThrownBy(
            () -> pubMedQa.mapper(SourceSettings.NONE.withReading("context", "wihtout"), tally))
        .hasMessageContaining("reading context cannot be 'wihtout'; did you mean 'without'?");
    SourceSettings columns = new SourceSettings(null, Map.of(), Map.of("promt", "question"));
    assertThatThrownBy(() -> pubMedQa.mapper(columns, tally))
        .hasMessageContaining("source pubmedqa takes no column for 'promt' (allowed: none)");
    assertThatThrownBy(() -> Sources.named("columns").mapper(columns, tally))
        .hasMessageContaining("takes no column for 'promt'; did you mean 'prompt'?");
  }
}
