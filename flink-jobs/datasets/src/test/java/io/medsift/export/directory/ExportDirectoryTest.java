package io.medsift.export.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.export.directory.Manifest.ExportSettings;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportDirectoryTest {
  @TempDir private Path temporary;
  private Path root;
  private ExportDirectory directory;

  @BeforeEach
  void makeOneExport() throws Exception {
    root = temporary.resolve("folder");
    directory = new ExportDirectory(root);
    directory.recover();
    commit(1, "first");
  }

  @Test
  void namesShardsAgainWhenTheyBecomeMore() throws Exception {
    commit(2, "second");

    assertThat(files("data"))
        .containsExactly("train-00000-of-00002.jsonl", "train-00001-of-00002.jsonl");
    assertThat(root.resolve("data/train-00000-of-00002.jsonl")).hasContent("first");
    assertThat(root.resolve("README.md")).hasContent("card of second");
    assertThat(files(".medsift")).containsExactly("positions");
  }

  @Test
  void dropsWhatWasNotCommitted() throws Exception {
    ExportDirectory.Draft draft = directory.begin();
    write(draft.root().resolve("data/train-00001-of-00002.jsonl"), "half");

    new ExportDirectory(root).recover();

    assertThat(files("data")).containsExactly("train-00000-of-00001.jsonl");
    assertThat(files(".medsift")).containsExactly("positions");
  }

  /** Every prefix of the moves that follow a commit, as a crash could leave it. */
  @Test
  void completesACommitFromWhereverItStopped() throws Exception {
    List<String> moves =
        List.of(
            "data/train-00000-of-00001.jsonl > data/train-00000-of-00002.jsonl",
            ".medsift/commit/data/train-00001-of-00002.jsonl > data/train-00001-of-00002.jsonl",
            ".medsift/commit/positions > .medsift/positions",
            ".medsift/commit/statistics.json > statistics.json",
            ".medsift/commit/README.md > README.md",
            ".medsift/commit/manifest.json > manifest.json");
    for (int done = 0; done <= moves.size(); done++) {
      Path copy = temporary.resolve("crashed-" + done);
      copyTree(root, copy);
      draft(new ExportDirectory(copy), 2, "second");
      manifest(2).write(copy.resolve(".medsift/next/manifest.json"));
      Files.move(copy.resolve(".medsift/next"), copy.resolve(".medsift/commit"));
      for (String move : moves.subList(0, done)) {
        int arrow = move.indexOf(" > ");
        Files.move(
            copy.resolve(move.substring(0, arrow)),
            copy.resolve(move.substring(arrow + 3)),
            StandardCopyOption.REPLACE_EXISTING);
      }

      ExportDirectory recovered = new ExportDirectory(copy);
      recovered.recover();

      assertThat(recovered.manifest()).isEqualTo(manifest(2));
      recovered.requireWhole(recovered.manifest());
      assertThat(copy.resolve("data/train-00000-of-00002.jsonl")).hasContent("first");
      assertThat(copy.resolve("data/train-00001-of-00002.jsonl")).hasContent("second");
      assertThat(copy.resolve("README.md")).hasContent("card of second");
      assertThat(copy.resolve(".medsift/commit")).doesNotExist();
    }
  }

  private void commit(int export, String content) throws IOException {
    directory.commit(draft(directory, export, content), manifest(export));
  }

  private static ExportDirectory.Draft draft(ExportDirectory into, int export, String content)
      throws IOException {
    ExportDirectory.Draft draft = into.begin();
    write(draft.root().resolve(file(export - 1, export)), content);
    write(draft.positions(), "positions of " + content);
    write(draft.statistics(), "figures of " + content);
    write(draft.card(), "card of " + content);
    return draft;
  }

  private static Manifest manifest(int exports) {
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < exports; i++) {
      shards.add(new Shard("", ExportKind.SFT, i, 1, List.of(5L, 6L).get(i), 1, "sha", i + 1));
    }
    ExportSettings settings =
        new ExportSettings(FileFormat.JSONL, ColumnChoice.AUTO, false, false, false, "", "", "");
    return new Manifest(1, "test", exports, settings, ExportKind.SFT, Map.of(), List.of(), shards)
        .named();
  }

  private static String file(int number, int of) {
    return Manifest.file(ExportKind.SFT, number, of, ExportKind.SFT, FileFormat.JSONL);
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
