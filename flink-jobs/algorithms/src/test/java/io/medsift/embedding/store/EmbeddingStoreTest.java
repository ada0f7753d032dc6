package io.medsift.embedding.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.medsift.centroids.FakeEncoder;
import io.medsift.embedding.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingStoreTest {

  private static final FakeEncoder ENCODER = new FakeEncoder();
  private static final List<String> PROMPTS =
      IntStream.range(0, 200).mapToObj(i -> "fever 发烧 " + i).toList();

  @TempDir private Path folder;

  static StorePlan plan(VectorFormat format, int parts) {
    return new StorePlan(
        StorePlan.FORMAT_VERSION,
        FakeEncoder.MODEL,
        format,
        parts,
        "prompt",
        List.of("prompts.jsonl"),
        "a".repeat(64),
        200);
  }

  private static void write(StoreDirectory store, int part) throws IOException {
    SortedMap<PromptId, String> prompts = new TreeMap<>();
    for (String prompt : PROMPTS) {
      PromptId id = PromptId.of(prompt);
      if (id.part(store.plan().parts()) == part) {
        prompts.put(id, prompt);
      }
    }
    if (prompts.isEmpty()) {
      return;
    }
    try (PartWriter writer = store.write(part, prompts)) {
      for (String prompt : prompts.values()) {
        writer.add(ENCODER.encode(prompt));
      }
      writer.complete();
    }
  }

  private EmbeddingStore store(Path directory, VectorFormat format, int parts) throws IOException {
    StoreDirectory store = StoreDirectory.begin(directory, plan(format, parts));
    for (int part = 0; part < parts; part++) {
      write(store, part);
    }
    return store.finish();
  }

  @Test
  void givesBackWhatWasWrittenInTheOrderOfIdsWhateverTheParts() throws IOException {
    EmbeddingStore one = store(folder.resolve("one"), VectorFormat.F32, 1);
    EmbeddingStore many = store(folder.resolve("many"), VectorFormat.F32, 16);
    assertThat(one.count()).isEqualTo(200);
    assertThat(many.count()).isEqualTo(200);
    float[] all = new float[200 * 4];
    many.read(0, 200, all, 0);
    for (int i = 0; i < 200; i++) {
      assertThat(many.prompt(i)).isEqualTo(one.prompt(i));
      assertThat(many.id(i)).isEqualTo(PromptId.of(many.prompt(i)));
      float[] vector = new float[4];
      one.read(i, 1, vector, 0);
      assertThat(vector).containsExactly(ENCODER.encode(one.prompt(i)));
      assertThat(all).containsSequence(vector);
    }
    assertThat(IntStream.range(0, 200).mapToObj(many::id)).isSorted();
    assertThat(IntStream.range(0, 200).mapToObj(many::prompt))
        .containsExactlyInAnyOrderElementsOf(PROMPTS);
    many.verify();
  }

  @Test
  void halfPrecisionIsWithinItsBoundAndOfLengthOne() throws IOException {
    EmbeddingStore exact = store(folder.resolve("exact"), VectorFormat.F32, 4);
    EmbeddingStore half = store(folder.resolve("half"), VectorFormat.F16, 4);
    float[] left = new float[200 * 4];
    float[] right = new float[200 * 4];
    exact.read(0, 200, left, 0);
    half.read(0, 200, right, 0);
    for (int i = 0; i < left.length; i++) {
      assertThat(right[i]).isCloseTo(left[i], within(0x1p-10f * Math.abs(left[i]) + 0x1p-24f));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(Vectors.dot(right, i * 4, right, i * 4, 4)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void refusesAnUnfinishedStoreAndWhatIsNone() throws IOException {
    StoreDirectory.begin(folder.resolve("begun"), plan(VectorFormat.F32, 4));
    assertThatThrownBy(() -> EmbeddingStore.open(folder.resolve("begun")))
        .isInstanceOf(InvalidStoreException.class)
        .hasMessageEndingWith("is not finished: run the same \"medsift centroids embed\" again");
    assertThatThrownBy(() -> EmbeddingStore.open(folder.resolve("nothing")))
        .hasMessageContaining("is not an embedding store");
    assertThatThrownBy(
            () -> StoreDirectory.begin(folder.resolve("e"), plan(VectorFormat.F32, 2)).finish())
        .hasMessage(
            "no row has a text in the field \"prompt\": name the field of the prompt with --field");
  }

  @Test
  void aHalfWrittenPartIsDiscardedAndAWholeOneKept() throws IOException {
    StoreDirectory first = StoreDirectory.begin(folder, plan(VectorFormat.F32, 2));
    write(first, 0);
    SortedMap<PromptId, String> prompts = new TreeMap<>();
    prompts.put(PromptId.of("x"), "x");
    PartWriter abandoned = first.write(1, prompts);
    abandoned.add(new float[] {1, 0, 0, 0});
    StoreDirectory second = StoreDirectory.begin(folder, plan(VectorFormat.F32, 2));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("plan.json", "part-00000.embeddings");
    }
    assertThat(second.finished().stream()).containsExactly(0);
    abandoned.close();
  }

  @Test
  void goesOnOnlyUnderTheSamePlan() throws IOException {
    StoreDirectory.begin(folder, plan(VectorFormat.F16, 2));
    write(StoreDirectory.begin(folder, plan(VectorFormat.F32, 2)), 1);
    assertThatThrownBy(() -> StoreDirectory.begin(folder, plan(VectorFormat.F16, 2)))
        .isInstanceOf(InvalidStoreException.class)
        .hasMessageContaining("(format f32, now f16): name another --out, or delete it");
  }

  @Test
  void findsEveryKindOfDamage() throws IOException {
    EmbeddingStore store = store(folder, VectorFormat.F32, 2);
    Path part = folder.resolve("part-00001.embeddings");
    byte[] whole = Files.readAllBytes(part);
    byte[] changed = whole.clone();
    changed[100] ^= 1;
    Files.write(part, changed);
    assertThatThrownBy(() -> EmbeddingStore.open(folder).verify())
        .isInstanceOf(InvalidStoreException.class)
        .hasMessageStartingWith(part + " has sha256 ");
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    Files.write(part, cut);
    assertThatThrownBy(() -> EmbeddingStore.open(folder)).hasMessageContaining("is cut off");
    Files.write(part, new byte[10]);
    assertThatThrownBy(() -> EmbeddingStore.open(folder)).hasMessageContaining("is not a part");
    Files.copy(folder.resolve("part-00000.embeddings"), part, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> EmbeddingStore.open(folder))
        .hasMessageContaining("is not the part that the manifest names");
    Files.delete(part);
    assertThatThrownBy(() -> EmbeddingStore.open(folder))
        .hasMessageStartingWith(part + " does not exist");
    assertThat(store.count()).isEqualTo(200);
  }

  @Test
  void readsAcrossPartsAndNotBeyondTheEnd() throws IOException {
    EmbeddingStore store = store(folder, VectorFormat.F32, 8);
    assertThatThrownBy(() -> store.prompt(200))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("prompt 200 of 200");
    assertThatThrownBy(() -> store.prompt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void partsGrowWithTheInput() {
    assertThat(StorePlan.partsFor(0)).isEqualTo(8);
    assertThat(StorePlan.partsFor(1_000_000)).isEqualTo(128);
    assertThat(StorePlan.partsFor(8_000_000)).isEqualTo(1024);
    assertThat(new PromptId(-1L, 0).part(128)).isEqualTo(127);
    assertThat(new PromptId(0, 0).part(128)).isZero();
  }
}
