package io.medsift.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.rows.RowFiles.FileNames;
import io.medsift.rows.RowFiles.FoundFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void dataset() throws IOException {
    for (String name :
        List.of(
            "README.md",
            ".gitattributes",
            "data/train-1.parquet",
            "data/train-0.parquet",
            "data/test-0.parquet",
            "SFT/science/x.jsonl.zst",
            "notes.txt",
            ".cache/x.json")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{}");
    }
  }

  @Test
  void takesTheDataFilesOfADirectory() throws IOException {
    assertThat(names(folder.toString()))
        .containsExactly(
            "SFT/science/x.jsonl.zst",
            "data/test-0.parquet",
            "data/train-0.parquet",
            "data/train-1.parquet");
  }

  @Test
  void takesPatternsAndEachFileOnce() throws IOException {
    assertThat(names(folder + "/data/train-*.parquet", folder + "/data/train-1.parquet"))
        .containsExactly("data/train-0.parquet", "data/train-1.parquet");
    assertThat(names(folder + "/**.zst")).containsExactly("SFT/science/x.jsonl.zst");
    assertThat(names(folder + "/d*/test-?.parquet")).containsExactly("data/test-0.parquet");
  }

  @Test
  void takesAnyFileThatIsNamed() throws IOException {
    assertThat(names(folder + "/notes.txt")).containsExactly("notes.txt");
  }

  @Test
  void passesOverFilesOfOtherNamesUnlessTheyAreGivenThemselves() throws IOException {
    FileNames train = new FileNames(List.of("train-*"));
    FoundFiles found = RowFiles.find(List.of(folder + "/data"), train);
    assertThat(names(found.files()))
        .containsExactly("data/train-0.parquet", "data/train-1.parquet");
    assertThat(names(found.passedOver())).containsExactly("data/test-0.parquet");

    found = RowFiles.find(List.of(folder + "/data", folder + "/data/test-0.parquet"), train);
    assertThat(found.files()).hasSize(3);
    assertThat(found.passedOver()).isEmpty();

    assertThatThrownBy(() -> RowFiles.find(List.of(folder + "/SFT"), train))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("holds no file that is named train-*; it holds")
        .hasMessageContaining("x.jsonl.zst");
  }

  @Test
  void passesOverAMemberWhoseNameIsNoPath() throws IOException {
    Path archive = folder.resolve("hostile.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String member : List.of("a\0.json", "b.json")) {
        zip.putNextEntry(new ZipEntry(member));
        zip.write("[]".getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    assertThat(RowFiles.find(List.of(archive.toString())))
        .extracting(RowFile::member)
        .containsExactly("b.json");
  }

  @Test
  void takesTheMembersOfAnArchiveThatAreWantedOrNamed() throws IOException {
    Path archive = folder.resolve("Corpus!1.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String member : List.of("train/book_qa.json", "train/book_text.json")) {
        zip.putNextEntry(new ZipEntry(member));
        zip.write("[]".getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    FileNames book = new FileNames(List.of("book_qa.*"));
    FoundFiles found = RowFiles.find(List.of(archive.toString()), book);
    assertThat(found.files()).extracting(RowFile::member).containsExactly("train/book_qa.json");
    assertThat(found.passedOver())
        .extracting(RowFile::member)
        .containsExactly("train/book_text.json");

    String text = found.passedOver().get(0).name();
    found = RowFiles.find(List.of(text, text), book);
    assertThat(found.files()).extracting(RowFile::name).containsExactly(text);
    assertThat(RowFiles.find(List.of(text, archive.toString()))).hasSize(2);

    assertThatThrownBy(() -> RowFiles.find(List.of(archive + "!book.json")))
        .hasMessageContaining("has no member book.json; it holds")
        .hasMessageContaining("train/book_qa.json");
    assertThatThrownBy(() -> RowFiles.find(List.of(folder + "/notes.txt!book.json")))
        .hasMessageContaining("notes.txt is not a zip archive, so it has no member book.json");
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> names(folder + "/none.parquet"))
        .hasMessageEndingWith("does not exist");
    assertThatThrownBy(() -> names(folder + "/*.orc")).hasMessageStartingWith("no file matches");
    assertThatThrownBy(() -> names(folder + "/none/*.json"))
        .hasMessageStartingWith("no file matches");
    Path empty = folder.resolve("empty");
    assertThat(empty.toFile().mkdir()).isTrue();
    assertThatThrownBy(() -> names(empty.toString())).hasMessageEndingWith("holds no data files");
  }

  private List<String> names(String... arguments) throws IOException {
    return names(RowFiles.find(List.of(arguments)));
  }

  private List<String> names(List<RowFile> files) {
    return files.stream().map(file -> folder.relativize(file.path()).toString()).toList();
  }
}
