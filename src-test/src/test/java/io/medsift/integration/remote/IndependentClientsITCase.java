package io.medsift.integration.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.remote.FetchListener;
import io.medsift.remote.LocalFiles;
import io.medsift.remote.LocalHub;
import io.medsift.remote.RemoteFile;
import io.medsift.remote.RemoteFiles;
import io.medsift.remote.RemoteSettings;
import io.medsift.storage.Sha256;
import io.medsift.testkit.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The servers that stand for the Hub and for S3 in tests satisfy clients that others wrote: {@code
 * @huggingface/hub} of npm, and the AWS CLI.
 */
@Tag("long")
class IndependentClientsITCase {
  private static final Path CLIENTS = Path.of("clients").toAbsolutePath();

  @TempDir private Path home;

  @Test
  void huggingfaceHubReadsTheLocalHubAndSharesItsCache() throws IOException {
    Path node = Programs.required("node", "nodejs");
    requireInstalled("@huggingface/hub");
    Map<String, byte[]> content = new TreeMap<>();
    content.put("README.md", "# A dataset".getBytes(UTF_8));
    for (int i = 0; i < 7; i++) {
      content.put("data/part-%d.jsonl".formatted(i), bytes(i % 2 == 0 ? 300 : 2_000_000 + i));
    }
    try (LocalHub hub = LocalHub.start()) {
      hub.pageSize(3);
      String commit = hub.commit("our/data", content);
      hub.commit("our/gated", Map.of("x.jsonl", bytes(10)));
      hub.gate("our/gated", "hf_allowed");

      Path cache = home.resolve("hub");
      String said =
          Programs.run(CLIENTS, node, "hub.mjs", hub.endpoint(), "our/data", cache.toString());
      JsonNode seen = new ObjectMapper().readTree(said);

      Map<String, String> variables =
          Map.of("HF_ENDPOINT", hub.endpoint(), "HF_HUB_CACHE", cache.toString());
      RemoteFiles remote = new RemoteFiles(RemoteSettings.of(variables::get));
      List<RemoteFile> files = remote.list("hf://datasets/our/data");
      assertThat(files).hasSameSizeAs(seen.path("files")).hasSize(content.size());
      for (int i = 0; i < files.size(); i++) {
        JsonNode file = seen.path("files").get(i);
        byte[] bytes = content.get(files.get(i).path());
        assertThat(file.path("path").asText()).isEqualTo(files.get(i).path());
        assertThat(file.path("size").asLong()).isEqualTo(bytes.length);
        assertThat(file.path("infoSize").asLong()).isEqualTo(bytes.length);
        assertThat(file.path("etag").asText()).isEqualTo(file.path("oid").asText());
        assertThat(file.path("sha256").asText()).isEqualTo(Sha256.of(bytes));
        assertThat(file.path("cachedSha256").asText()).isEqualTo(Sha256.of(bytes));
        assertThat(file.path("secondHalf").asText())
            .isEqualTo(Sha256.of(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length)));
        assertThat(file.path("firstBytes").asText()).isEqualTo(Sha256.of(Arrays.copyOf(bytes, 10)));
        assertThat(Path.of(file.path("cached").asText()))
            .isEqualTo(
                cache
                    .resolve("datasets--our--data/snapshots/" + commit)
                    .resolve(files.get(i).path()))
            .isEqualTo(files.get(i).local());
        assertThat(files.get(i).isCached()).as("%s is cached", files.get(i)).isTrue();
      }
      assertThat(seen.path("noRevision").asInt()).isEqualTo(404);
      assertThat(seen.path("noDataset").asInt()).isEqualTo(401);
      assertThat(seen.path("gated").asInt()).isEqualTo(401);
      assertThat(seen.path("withToken").asInt()).isZero();
      assertThat(seen.path("noFile").isNull()).isTrue();
    }
  }

  @Test
  void huggingfaceHubTakesFromTheCacheWhatMedsiftFetched() throws IOException {
    Path node = Programs.required("node", "nodejs");
    requireInstalled("@huggingface/hub");
    try (LocalHub hub = LocalHub.start()) {
      hub.commit("our/data", Map.of("x.jsonl", bytes(50), "y.parquet", bytes(100_000)));
      Path cache = home.resolve("hub");
      Map<String, String> variables =
          Map.of("HF_ENDPOINT", hub.endpoint(), "HF_HUB_CACHE", cache.toString());
      RemoteFiles remote = new RemoteFiles(RemoteSettings.of(variables::get));
      List<RemoteFile> files = remote.list("hf://datasets/our/data");
      remote.fetch(files, FetchListener.NONE);

      JsonNode seen =
          new ObjectMapper()
              .readTree(
                  Programs.run(
                      CLIENTS, node, "hub.mjs", hub.endpoint(), "our/data", cache.toString()));
      for (int i = 0; i < files.size(); i++) {
        assertThat(seen.path("files").get(i).path("cached").asText())
            .isEqualTo(files.get(i).local().toString());
        assertThat(files.get(i).local()).isSymbolicLink();
      }
    }
  }

  @Test
  void theCommandLineOfAwsReadsTheLocalBucket() throws IOException {
    Path aws = Programs.required("aws", "awscli");
    try (LocalFiles server = LocalFiles.start()) {
      for (int i = 0; i < 5; i++) {
        server.put("our-data/data/part-%d.jsonl".formatted(i), bytes(1_000 + i));
      }
      Path env = Programs.required("env", "coreutils");
      String[] command = {
        "AWS_ACCESS_KEY_ID=key",
        "AWS_SECRET_ACCESS_KEY=secret",
        "AWS_REGION=us-east-1",
        "AWS_EC2_METADATA_DISABLED=true",
        aws.toString(),
        "--endpoint-url",
        server.address(),
        "s3"
      };
      assertThat(Programs.run(home, env, with(command, "ls", "--recursive", "s3://our-data/")))
          .contains("data/part-0.jsonl", "data/part-4.jsonl", "1004");
      Programs.run(
          home, env, with(command, "cp", "s3://our-data/data/part-3.jsonl", "fetched.jsonl"));
      assertThat(Files.readAllBytes(home.resolve("fetched.jsonl"))).isEqualTo(bytes(1_003));
    }
  }

  private static String[] with(String[] command, String... more) {
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }

  private static void requireInstalled(String client) {
    if (!Files.isDirectory(CLIENTS.resolve("node_modules").resolve(client))) {
      String missing =
          "SKIPPED: %s is not installed; get it with: npm ci --prefix src-test/clients"
              .formatted(client);
      System.err.println(missing);
      abort(missing);
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
