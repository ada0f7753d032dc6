package io.medsift.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files at addresses, and objects of buckets. */
class OtherHostsTest {
  private static final Map<String, String> AWS =
      Map.of("aws.accessKeyId", "key", "aws.secretAccessKey", "secret", "aws.region", "eu-west-1");

  @TempDir private Path home;

  private LocalFiles server;
  private RemoteFiles remote;

  @BeforeEach
  void start() throws IOException {
    server = LocalFiles.start();
    AWS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlS3", server.address());
    Map<String, String> variables =
        Map.of("HOME", home.toString(), "HF_TOKEN", "hf_secret", "no_proxy", "*");
    remote =
        new RemoteFiles(
            RemoteSettings.of(variables::get)
                .withTimes(Duration.ofSeconds(20), Duration.ofMillis(1)));
  }

  @AfterEach
  void stop() {
    AWS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlS3");
    server.close();
  }

  @Test
  void fetchesAFileAtAnAddressAndResumes() throws IOException {
    server.put("data/x y.jsonl", bytes(300_000));
    server.breakAt(number -> number == 2 || number == 3);
    RemoteFile file = only(server.address() + "/data/x%20y.jsonl?signature=secret");

    assertThat(file.name()).isEqualTo(server.address() + "/data/x%20y.jsonl");
    assertThat(file.fileName()).isEqualTo("x y.jsonl");
    assertThat(file.size()).isEqualTo(300_000);
    assertThat(file.fetch())
        .hasFileName("x_y.jsonl")
        .startsWithRaw(home.resolve(".cache/medsift/https"))
        .hasBinaryContent(bytes(300_000));
    assertThat(server.requests()).last().asString().endsWith("bytes=225000-");

    assertThat(only(server.address() + "/data/x%20y.jsonl?signature=secret").isCached()).isTrue();
    server.put("data/x y.jsonl", bytes(300_001));
    assertThat(only(server.address() + "/data/x%20y.jsonl?signature=secret").isCached()).isFalse();
  }

  @Test
  void doesNotMixTwoVersionsOfAFile() throws IOException {
    server.put("x.jsonl", bytes(1_000));
    RemoteFile file = only(server.address() + "/x.jsonl");
    server.put("x.jsonl", new byte[1_000]);
    assertThatThrownBy(file::fetch).hasMessageContaining("has changed on its host");
  }

  @Test
  void takesNothingOfAnEarlierFetchWhereNoVersionIsKnown() throws IOException {
    server.withoutVersions();
    server.put("x.jsonl", bytes(1_000));
    RemoteFile first = only(server.address() + "/x.jsonl");
    assertThat(first.fetch()).hasBinaryContent(bytes(1_000));
    server.put("x.jsonl", new byte[1_000]);
    RemoteFile second = only(server.address() + "/x.jsonl");
    Files.write(second.partial(), bytes(500));
    assertThat(second.fetch()).hasBinaryContent(new byte[1_000]);
  }

  @Test
  void fetchesFromAHostThatSendsWholeFilesAlone() throws IOException {
    server.put("x.jsonl", bytes(200_000));
    server.withoutRanges();
    server.breakAt(number -> number == 2);
    assertThat(only(server.address() + "/x.jsonl").fetch()).hasBinaryContent(bytes(200_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://our-data/x.parquet", "/our-data/x.parquet"})
  void readsPartsOfAFileWholeWhereItsHostSendsNone(String name) throws IOException {
    server.put("our-data/x.parquet", bytes(3_000_000));
    server.withoutRanges();
    RemoteFile file = only(name.startsWith("/") ? server.address() + name : name);
    List<String> told = new ArrayList<>();
    file.tell(
        new FetchListener() {
          @Override
          public void fetching(FetchState state) {}

          @Override
          public void wholeInPlaceOfParts(RemoteFile whole) {
            told.add(whole.name());
          }
        });
    for (int at : new int[] {0, 2_999_990, 1_500_000}) {
      ByteBuffer part = ByteBuffer.allocate(10);
      file.ranges().read(part, at);
      assertThat(part.array())
          .as("bytes at %d", at)
          .isEqualTo(java.util.Arrays.copyOfRange(bytes(3_000_000), at, at + 10));
    }
    assertThat(told).containsExactly(file.name());
    assertThat(file.isCached()).isTrue();
  }

  @Test
  void takesAnEmptyFile() throws IOException {
    server.put("empty.jsonl", new byte[0]);
    assertThat(only(server.address() + "/empty.jsonl").fetch()).isEmptyFile();
  }

  @Test
  void goesToNoProxyWhereItIsExcepted() throws IOException {
    Map<String, String> variables = new HashMap<>(Map.of("http_proxy", "http://proxy:1"));
    Proxies proxies = new Proxies(variables::get);
    URI host = URI.create("http://a.host:8080/x");
    for (String exception : List.of("*", "a.host", ".host", "x, a.host:8080", "HOST")) {
      variables.put("no_proxy", exception);
      assertThat(proxies.forAddress(host)).as(exception).isEqualTo(Proxy.NO_PROXY);
    }
    for (String other : List.of("", "ost", "a.host:80", "b.host")) {
      variables.put("no_proxy", other);
      assertThat(proxies.forAddress(host).address()).as(other).hasToString("proxy/<unresolved>:1");
    }
  }

  @Test
  void saysWhatIsWrongWithAnAddressAndNoSecret() {
    assertThatThrownBy(() -> only(server.address() + "/none.jsonl?signature=secret"))
        .hasMessage(server.address() + "/none.jsonl does not exist (404)");
    assertThatThrownBy(() -> only("https://me:secret@host/x"))
        .hasMessageContaining("is not the address of a file")
        .hasMessageNotContaining("secret");
  }

  @Test
  void triesAgainAfterAHandshakeThatWasCutOff() {
    URI host = URI.create("https://host/x");
    assertThat(HttpRequests.unanswered(host, new SSLHandshakeException("Remote host terminated")))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("there is no secure connection to host");
    IOException untrusted = new SSLHandshakeException("not trusted");
    untrusted.initCause(new CertificateException("not trusted"));
    assertThat(HttpRequests.unanswered(host, untrusted)).isInstanceOf(RemoteException.class);
  }

  @Test
  void listsAndFetchesObjectsOfABucket() throws IOException {
    for (String key : List.of("README.md", "a/1.jsonl", "a/2.jsonl", "a/b/3.jsonl", "a2.jsonl")) {
      server.put("our-data/" + key, bytes(100_000 + key.length()));
    }
    server.breakAt(number -> number % 2 == 1);
    assertThat(names("s3://our-data/a")).containsExactly("a/1.jsonl", "a/2.jsonl", "a/b/3.jsonl");
    assertThat(names("s3://our-data/a/*.jsonl")).containsExactly("a/1.jsonl", "a/2.jsonl");
    assertThat(names("s3://our-data")).hasSize(5);

    RemoteFile file = only("s3://our-data/a/1.jsonl");
    assertThat(file.name()).isEqualTo("s3://our-data/a/1.jsonl");
    ByteBuffer part = ByteBuffer.allocate(10);
    file.ranges().read(part, 50_000);
    assertThat(part.array())
        .isEqualTo(java.util.Arrays.copyOfRange(bytes(100_009), 50_000, 50_010));
    assertThat(file.fetch()).hasBinaryContent(bytes(100_009));
  }

  @Test
  void saysWhatIsWrongWithABucket() {
    server.put("our-data/x.jsonl", bytes(10));
    assertThatThrownBy(() -> only("s3://none/x.jsonl")).hasMessage("there is no bucket none");
    assertThatThrownBy(() -> only("s3://our-data/y.jsonl"))
        .hasMessage("s3://our-data/y.jsonl matches no file");
    assertThatThrownBy(() -> only("s3://Our_Data/y"))
        .hasMessageContaining("does not name objects of a bucket");
  }

  private List<String> names(String name) throws IOException {
    return remote.list(name).stream().map(RemoteFile::path).toList();
  }

  private RemoteFile only(String name) throws IOException {
    List<RemoteFile> files = remote.list(name);
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
