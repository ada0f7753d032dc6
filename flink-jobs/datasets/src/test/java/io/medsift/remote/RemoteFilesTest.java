package io.medsift.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.medsift.remote.FetchListener.FetchState;
import io.medsift.remote.LocalHub.Fault;
import io.medsift.remote.RemotePath.HubPath;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the Hub: listed, fetched and checked, in spite of faults. */
class RemoteFilesTest {
  private static final String TOKEN = "hf_secretOfThisTest";

  @TempDir private Path home;

  private LocalHub hub;
  private Duration patience = Duration.ofMinutes(5);

  @BeforeEach
  void start() throws IOException {
    hub = LocalHub.start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void listsThePagesOfADatasetAtItsCommit() throws IOException {
    hub.pageSize(2);
    String commit =
        hub.commit(
            "a/b",
            Map.of(
                "README.md",
                bytes(10),
                "data/x.jsonl",
                bytes(5_000),
                "data/deep/y.jsonl",
                bytes(20),
                "data/z.jsonl",
                bytes(30)));

    List<RemoteFile> files = remote(null).list("hf://datasets/a/b", path -> path.endsWith("l"));

    assertThat(files)
        .extracting(RemoteFile::name)
        .containsExactly(
            "hf://datasets/a/b@" + commit + "/data/deep/y.jsonl",
            "hf://datasets/a/b@" + commit + "/data/x.jsonl",
            "hf://datasets/a/b@" + commit + "/data/z.jsonl");
    assertThat(files.get(1).size()).isEqualTo(5_000);
    assertThat(files.get(1).sha256()).contains(Sha256.of(bytes(5_000)));
    assertThat(files.get(0).sha256()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4",
    "data, 3",
    "data/*.jsonl, 2",
    "data/**, 3",
    "**/y.jsonl, 1",
    "data/x.jsonl, 1",
    "'data/{x,z}.jsonl', 2"
  })
  void takesFilesDirectoriesAndPatterns(String pattern, int files) throws IOException {
    hub.commit(
        "a/b",
        Map.of(
            "README.md",
            bytes(10),
            "data/x.jsonl",
            bytes(50),
            "data/deep/y.jsonl",
            bytes(20),
            "data/z.jsonl",
            bytes(30)));
    String name = "hf://datasets/a/b" + (pattern.isEmpty() ? "" : "/" + pattern);
    assertThat(remote(null).list(name)).hasSize(files);
  }

  @Test
  void readsBranchesAndCommits() throws IOException {
    Map<String, byte[]> old = Map.of("x.jsonl", bytes(10));
    String first = hub.commit("a/b", old);
    hub.commit("a/b", Map.of("x.jsonl", bytes(11)));
    hub.commit("a/b", "refs/convert/parquet", Map.of("x.jsonl", bytes(12)));

    assertThat(remote(null).list("hf://datasets/a/b").get(0).size()).isEqualTo(11);
    assertThat(remote(null).list("hf://datasets/a/b@" + first).get(0).size()).isEqualTo(10);
    assertThat(
            remote(null).list("hf://datasets/a/b@refs%2Fconvert%2Fparquet/x.jsonl").get(0).size())
        .isEqualTo(12);
    assertThat(remote(null).list("hf://datasets/a/b@refs/convert/parquet").get(0).size())
        .isEqualTo(12);
  }

  @Test
  void fetchesIntoTheCacheOfHuggingfaceHub() throws IOException {
    String commit =
        hub.commit(
            "a/b",
            Map.of("data/x.jsonl", bytes(5_000), "y.json", bytes(9), "copy.jsonl", bytes(5_000)));
    RemoteFiles remote = remote(null);
    List<RemoteFile> files = remote.list("hf://datasets/a/b");
    List<FetchState> states = new ArrayList<>();
    remote.fetch(
        files,
        new FetchListener() {
          @Override
          public void fetching(FetchState state) {}

          @Override
          public void fetched(FetchState state) {
            states.add(state);
          }
        });

    Path folder = home.resolve("hub/datasets--a--b");
    assertThat(folder.resolve("refs/main")).hasContent(commit);
    Path link = folder.resolve("snapshots/" + commit + "/data/x.jsonl");
    assertThat(link).isSymbolicLink().hasBinaryContent(bytes(5_000));
    assertThat(Files.readSymbolicLink(link))
        .isEqualTo(Path.of("../../../blobs/" + Sha256.of(bytes(5_000))));
    assertThat(folder.resolve("blobs/" + LocalHub.gitBlob(bytes(9)))).hasBinaryContent(bytes(9));
    assertThat(files).allMatch(RemoteFile::isCached);
    assertThat(states)
        .singleElement()
        .matches(state -> state.bytesDone() == 5_009 && state.filesDone() == 2);
  }

  @Test
  void takesWhatHuggingfaceHubHasFetched() throws IOException {
    String commit = hub.commit("a/b", Map.of("x.jsonl", bytes(5_000)));
    Path blob = home.resolve("hub/datasets--a--b/blobs/" + Sha256.of(bytes(5_000)));
    Files.createDirectories(blob.getParent());
    Files.write(blob, bytes(5_000));

    RemoteFile file = remote(null).list("hf://datasets/a/b").get(0);

    assertThat(file.isCached()).isTrue();
    assertThat(file.local())
        .endsWithRaw(Path.of("snapshots", commit, "x.jsonl"))
        .hasBinaryContent(bytes(5_000));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void arrivesWholeInSpiteOfFaults(Fault fault) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      content.put("data/%02d.jsonl".formatted(i), bytes(i % 3 == 0 ? 100 : 200_000 + i));
    }
    hub.commit("a/b", content);
    hub.pageSize(5);
    // Of four fetches at once, one may meet each fault: it gives up at the third wrong content, and
    // at the sixth other fault.
    int last = fault == Fault.WRONG_BYTE ? 8 : 20;
    hub.faults(number -> number <= last && number % 4 == 0 ? fault : null);
    if (fault == Fault.STALL) {
      patience = Duration.ofSeconds(1);
    }

    RemoteFiles remote = remote(null);
    List<RemoteFile> files = remote.list("hf://datasets/a/b");
    remote.fetch(files, FetchListener.NONE);

    assertThat(files)
        .hasSize(12)
        .allSatisfy(file -> assertThat(file.local()).hasBinaryContent(content.get(file.path())));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void resumesAfterWhatHasArrived() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(400_000)));
    hub.faults(number -> number == 4 ? Fault.BREAK : number > 4 ? Fault.UNAVAILABLE : null);
    RemoteFile broken = remote(null).list("hf://datasets/a/b").get(0);
    assertThatThrownBy(broken::fetch)
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("x.jsonl: 127.0.0.1 answered 503, 6 times");
    assertThat(broken.cachedBytes()).isEqualTo(200_000);

    hub.faults(number -> null);
    RemoteFile again = remote(null).list("hf://datasets/a/b").get(0);
    assertThat(again.fetch()).hasBinaryContent(bytes(400_000));
    assertThat(hub.requests().get(hub.requests().size() - 1).range()).isEqualTo("bytes=200000-");
  }

  @Test
  void refusesContentThatIsAlwaysAnother() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(5_000)));
    RemoteFile file = remote(null).list("hf://datasets/a/b").get(0);
    hub.faults(number -> Fault.WRONG_BYTE);
    assertThatThrownBy(file::fetch)
        .hasMessageContaining(
            "was downloaded 3 times, and its checksum never matched the one that the host states");
    assertThat(file.isCached()).isFalse();
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(10)));
    assertWrong("hf://datasets/a/c", "there is no dataset a/c on 127.0.0.1, or it is private");
    assertThatThrownBy(() -> remote(TOKEN).list("hf://datasets/a/c"))
        .hasMessage(
            "there is no dataset a/c on 127.0.0.1, or it is private and the token may not read it");
    assertWrong("hf://datasets/a/b@v2", "the dataset a/b has no revision 'v2'");
    assertWrong(
        "hf://datasets/a/b/y.jsonl",
        "hf://datasets/a/b/y.jsonl matches no file; there are x.jsonl");
    assertWrong("hf://datasets/a", "hf://datasets/a does not name a dataset of the Hub");
    assertWrong("hf://datasets/a/b@../x", "revision");
    assertWrong("hf://models/a/b", "does not name a dataset of the Hub");
    assertWrong("ftp://host/x", "has the scheme 'ftp', which is not supported");
  }

  @Test
  void saysThatACommitIsGoneWhoseFilesWereListed() throws IOException {
    String commit = hub.commit("a/b", Map.of("x.jsonl", bytes(5_000)));
    RemoteFile file = remote(null).list("hf://datasets/a/b").get(0);
    hub.commit("a/b", Map.of("x.jsonl", bytes(6_000)));
    hub.forget("a/b", commit);
    assertThatThrownBy(file::fetch)
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.advice()).startsWith("Run the command again to list"))
        .hasMessage(
            "x.jsonl of hf://datasets/a/b was listed, and now the Hub no longer has the commit");
    assertThat(file.isCached()).isFalse();
    assertThat(remote(null).list("hf://datasets/a/b").get(0).fetch())
        .hasBinaryContent(bytes(6_000));
  }

  @Test
  void followsNoRedirectToWhatIsNotEncrypted() throws IOException {
    URI hub = URI.create("https://hub.example/x");
    assertThat(HttpRequests.redirected(hub, "/y")).isEqualTo(URI.create("https://hub.example/y"));
    assertThat(HttpRequests.redirected(hub, "https://files.example/y?z=1"))
        .isEqualTo(URI.create("https://files.example/y?z=1"));
    for (String location :
        List.of("http://hub.example/y", "HTTP://files.example/y", "file:///y", "a b")) {
      assertThatThrownBy(() -> HttpRequests.redirected(hub, location))
          .isInstanceOf(RemoteException.class)
          .hasMessageStartingWith("hub.example redirects to an address that is not followed");
    }
  }

  @Test
  void saysThatATokenIsRefused() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(10)));
    hub.revoke("hf_old");
    assertThatThrownBy(() -> remote("hf_old").list("hf://datasets/a/b"))
        .isInstanceOfSatisfying(
            RemoteException.class, e -> assertThat(e.advice()).contains("HF_TOKEN"))
        .hasMessage("the Hub refuses the token");
  }

  @Test
  void processesThatFetchTheSameFileFetchItOnce() throws Exception {
    hub.commit("a/b", Map.of("x.jsonl", bytes(400_000)));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(fetching().start());
    }
    for (Process each : processes) {
      assertThat(each.waitFor()).isZero();
    }
    assertThat(hub.requests()).filteredOn(request -> request.host().equals("files")).hasSize(1);
    assertThat(remote(null, true).list("hf://datasets/a/b").get(0).fetch())
        .hasBinaryContent(bytes(400_000));
    assertThat(leftovers()).isEmpty();
  }

  /** A limit on the size of files is met as a full disk is: in the middle of a write. */
  @Test
  void saysHowMuchIsMissingWhereADiskIsFullAndKeepsWhatHasArrived() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash to set the limit");
    hub.commit("a/b", Map.of("x.jsonl", bytes(4_000_000)));
    Process process = fetching("/bin/bash", "-c", "ulimit -f 1000 && exec \"$0\" \"$@\"").start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(3);
    RemoteFile file = remote(null).list("hf://datasets/a/b").get(0);
    assertThat(file.cachedBytes()).isBetween(1L, 1_024_000L);
    assertThat(said)
        .containsPattern(
            "x.jsonl needs [\\d,]+ bytes more in \\S+, where [\\d,]+ are free, and writing failed:"
                + " File too large")
        .contains(
            String.format(Locale.ROOT, "needs %,d bytes more", 4_000_000 - file.cachedBytes()))
        .contains("set HF_HUB_CACHE");

    assertThat(file.fetch()).hasBinaryContent(bytes(4_000_000));
    assertThat(hub.requests().get(hub.requests().size() - 1).range())
        .isNotNull()
        .isNotEqualTo("bytes=0-");
  }

  private ProcessBuilder fetching(String... before) {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            Fetching.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(Map.of("HF_ENDPOINT", hub.endpoint(), "HF_HOME", home.toString()));
    return builder;
  }

  /** Fetches a file into the cache that the environment names. */
  static final class Fetching {
    private static final int REMOTE = 3;

    private Fetching() {}

    public static void main(String[] arguments) throws IOException {
      try {
        new RemoteFiles(RemoteSettings.of(System.getenv()::get))
            .list("hf://datasets/a/b")
            .get(0)
            .fetch();
      } catch (RemoteException e) {
        System.out.println(e.getMessage() + ". " + e.advice());
        System.exit(REMOTE);
      }
    }
  }

  private void assertWrong(String name, String message) {
    assertThatThrownBy(() -> remote(null).list(name))
        .isInstanceOfSatisfying(
            RemoteException.class, e -> assertThat(e.isWrongName()).as(e.getMessage()).isTrue())
        .hasMessageContaining(message);
  }

  @Test
  void saysWhereTheTermsOfAGatedDatasetAre() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(5_000)));
    hub.gate("a/b", TOKEN);
    assertThatThrownBy(() -> remote(null).list("hf://datasets/a/b"))
        .isInstanceOfSatisfying(
            RemoteException.class,
            e -> assertThat(e.advice()).contains(hub.endpoint() + "/datasets/a/b", "HF_TOKEN"))
        .hasMessage("the dataset a/b is gated, and there is no token");
    assertThatThrownBy(() -> remote("hf_another").list("hf://datasets/a/b"))
        .hasMessage("the dataset a/b is gated, and the account of the token was not given access")
        .hasMessageNotContaining("hf_another");
  }

  @Test
  void sendsTheTokenToTheHubAlone() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(5_000)));
    hub.gate("a/b", TOKEN);
    remote(TOKEN).list("hf://datasets/a/b").get(0).fetch();
    assertThat(hub.requests())
        .filteredOn(request -> request.host().equals("hub"))
        .isNotEmpty()
        .allMatch(request -> TOKEN.equals(request.token()));
    assertThat(hub.requests())
        .filteredOn(request -> request.host().equals("files"))
        .isNotEmpty()
        .allMatch(request -> request.token() == null);
  }

  @Test
  void readsADatasetThatHoldsAnOddNameElsewhere() throws IOException {
    hub.commit("a/b", Map.of("../x", bytes(10), "logs/12:30.txt", bytes(9), "x.jsonl", bytes(8)));
    for (String name : List.of("/x.jsonl", "/*.jsonl", "/logs/12:30.txt")) {
      assertThat(remote(null).list("hf://datasets/a/b" + name).get(0).fetch()).isNotEmptyFile();
    }
    assertThat(remote(null).list("hf://datasets/a/b", path -> path.endsWith("jsonl"))).hasSize(1);
    assertThatThrownBy(() -> remote(null).list("hf://datasets/a/b/../x"))
        .hasMessageContaining("may leave its directory");
  }

  @Test
  void readsAMirrorUnderAPath() throws IOException {
    hub.commit("a/b", Map.of("1.jsonl", bytes(10), "2.jsonl", bytes(5_000), "3.jsonl", bytes(20)));
    hub.pageSize(1);
    RemoteFiles mirror = with(Map.of("HF_ENDPOINT", hub.mirror() + "//"));
    List<RemoteFile> files = mirror.list("hf://datasets/a/b");
    mirror.fetch(files, FetchListener.NONE);
    assertThat(files).hasSize(3).allMatch(RemoteFile::isCached);
    assertThat(hub.requests())
        .filteredOn(request -> request.host().equals("hub"))
        .allMatch(request -> request.path().startsWith("/the/mirror/"));
  }

  @Test
  void fetchesFilesWhateverTheyAreCalled() throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    for (String name :
        List.of(
            "a b+c.jsonl",
            "100%.jsonl",
            "a%20b.jsonl",
            "数据/問.jsonl",
            "#?&=;@.jsonl",
            "[a].jsonl")) {
      content.put(name, bytes(10 + content.size()));
    }
    hub.commit("a/b", content);
    RemoteFiles remote = remote(null);
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      RemoteFile named = remote.list("hf://datasets/a/b/" + file.getKey()).get(0);
      assertThat(named.fetch()).hasBinaryContent(file.getValue()).hasFileName(named.fileName());
    }
  }

  @Test
  void listsTenThousandFiles() throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      content.put("data/%05d.jsonl".formatted(i), bytes(10));
    }
    hub.commit("a/b", content);
    assertThat(remote(null).list("hf://datasets/a/b/data/0001?.jsonl")).hasSize(10);
    assertThat(remote(null).list("hf://datasets/a/b", path -> true)).hasSize(10_000);
    assertThat(hub.requests().stream().map(LocalHub.Request::path).distinct())
        .as("the commit, and pages with the files and their directory")
        .hasSize(12);
  }

  @Test
  void readsFromACacheThatCannotBeWritten() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(5_000)));
    // A directory cannot be made below a file, whoever runs the test.
    Path file = Files.writeString(home.resolve("file"), "");
    RemoteFiles remote = with(Map.of("HF_HUB_CACHE", file.resolve("hub").toString()));
    RemoteFile listed = remote.list("hf://datasets/a/b").get(0);
    assertThat(listed.isCached()).isFalse();
    for (ThrowingCallable reading : List.<ThrowingCallable>of(listed::fetch, listed::ranges)) {
      assertThatThrownBy(reading)
          .isInstanceOfSatisfying(
              RemoteException.class, e -> assertThat(e.advice()).contains("Set HF_HUB_CACHE"))
          .hasMessageContaining("is not in the cache, which cannot be written: ");
    }
  }

  @Test
  void copiesWhereTheFileSystemHasNoLinks() throws IOException {
    // That of an archive has none.
    try (FileSystem archive =
        FileSystems.newFileSystem(home.resolve("cache.zip"), Map.of("create", "true"))) {
      HubPath dataset = (HubPath) RemotePath.parse("hf://datasets/a/b");
      HubCache cache = new HubCache(archive.getPath("/hub"), dataset);
      Checksum sum = new Checksum(Checksum.Kind.SHA_256, Sha256.of(bytes(500)));
      Files.createDirectories(cache.blob(sum).getParent());
      Files.write(cache.blob(sum), bytes(500));
      for (int i = 0; i < 2; i++) {
        assertThat(cache.link("c", "data/x.jsonl", sum, 500)).isTrue();
        assertThat(Files.readAllBytes(cache.snapshot("c", "data/x.jsonl"))).isEqualTo(bytes(500));
      }
      try (Stream<Path> beside = Files.list(cache.snapshot("c", "data"))) {
        assertThat(beside).hasSize(1);
      }
    }
  }

  @Test
  void listsAnewWhereTheKeptListIsDamaged() throws IOException {
    String commit = hub.commit("a/b", Map.of("x.jsonl", bytes(10)));
    remote(null).list("hf://datasets/a/b");
    Path list = home.resolve("hub/datasets--a--b/.medsift").resolve(commit + ".json");
    for (String damaged : List.of("", "[{\"ty", "{}")) {
      Files.writeString(list, damaged);
      assertThat(remote(null).list("hf://datasets/a/b")).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 7, 7",
    "retry-after, 'Thu, 01 Jan 2026 00:00:00 GMT', 0",
    "ratelimit, '\"api\";r=0;t=45', 45",
    "retry-after, soon, ",
  })
  void waitsAsLongAsTheHostAsks(String header, String value, Long seconds) {
    HttpRequests.Response limited =
        new HttpRequests.Response(
            429,
            URI.create("https://host/x"),
            Map.of(header, value),
            InputStream.nullInputStream());
    assertThat(HttpRequests.transientStatus(limited).pause())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "a//x", "a\0x", "a\\..\\x", "."})
  void takesNoPathThatLeavesTheCache(String path) throws IOException {
    String commit = hub.commit("a/b", Map.of(path, bytes(10)));
    assertThatThrownBy(() -> remote(null).list("hf://datasets/a/b"))
        .isInstanceOf(RemoteException.class)
        .hasMessageContaining("may leave its directory");
    try (Stream<Path> left = Files.walk(home)) {
      assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("main", commit + ".json");
    }
  }

  @Test
  void readsWithoutANetworkWhatWasFetched() throws IOException {
    hub.commit("a/b", Map.of("x.jsonl", bytes(5_000), "y.jsonl", bytes(6_000)));
    remote(null).list("hf://datasets/a/b/x.jsonl").get(0).fetch();
    hub.close();
    RemoteFiles offline = remote(null, true);
    List<RemoteFile> files = offline.list("hf://datasets/a/b");
    assertThat(files.get(0).fetch()).hasBinaryContent(bytes(5_000));
    assertThatThrownBy(files.get(1)::fetch).hasMessageContaining("HF_HUB_OFFLINE is set");
    assertThatThrownBy(() -> offline.list("hf://datasets/a/c"))
        .hasMessageContaining("is not in the cache, and HF_HUB_OFFLINE is set");
  }

  @Test
  void readsPartsAndKeepsThem() throws IOException {
    byte[] content = bytes(5_000_000);
    hub.commit("a/b", Map.of("x.parquet", content));
    hub.faults(number -> number % 5 == 0 ? Fault.BREAK : null);
    RangeReader ranges = remote(null).list("hf://datasets/a/b").get(0).ranges();
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      int at = random.nextInt(2) * 4_000_000 + random.nextInt(900_000);
      ByteBuffer part = ByteBuffer.allocate(Math.min(1 + random.nextInt(50_000), 5_000_000 - at));
      while (part.hasRemaining()) {
        ranges.read(part, at + part.position());
      }
      assertThat(part.array())
          .isEqualTo(java.util.Arrays.copyOfRange(content, at, at + part.limit()));
    }
    assertThat(ranges.fetchedBytes()).isLessThan(3_500_000);
    assertThat(ranges.requests()).isLessThan(20);
    assertThat(ranges.stream().readAllBytes()).isEqualTo(content);
    assertThat(leftovers()).isEmpty();
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".medsift") && !name.equals(".medsift"))
          .toList();
    }
  }

  private RemoteFiles remote(String token) throws IOException {
    return remote(token, false);
  }

  private RemoteFiles remote(String token, boolean offline) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    if (token != null) {
      variables.put("HF_TOKEN", token);
    }
    if (offline) {
      variables.put("HF_HUB_OFFLINE", "1");
    }
    return with(variables);
  }

  private RemoteFiles with(Map<String, String> more) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("HF_ENDPOINT", hub.endpoint());
    variables.put("HF_HOME", home.toString());
    variables.put("HOME", home.toString());
    variables.putAll(more);
    return new RemoteFiles(
        RemoteSettings.of(variables::get).withTimes(patience, Duration.ofMillis(1)));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return length < 100 ? "x".repeat(length).getBytes(UTF_8) : bytes;
  }
}
