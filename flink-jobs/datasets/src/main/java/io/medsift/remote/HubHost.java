package io.medsift.remote;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.medsift.remote.HttpRequests.Response;
import io.medsift.remote.HubListing.Entry;
import io.medsift.remote.RemotePath.HubPath;
import io.medsift.storage.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of one dataset of the Hub at one commit. */
final class HubHost implements RemoteHost {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,]*\\brel=\"?next\"?");
  private static final int MAX_PAGE = 64 << 20;
  private static final int MAX_PAGES = 5_000;

  private final RemoteSettings settings;
  private final HttpRequests requests;
  private final HubPath dataset;
  private final HubCache cache;
  private final HubErrors errors;
  private String commit;

  HubHost(RemoteSettings settings, HttpRequests requests, HubPath dataset) {
    this.settings = settings;
    this.requests = requests;
    this.dataset = dataset;
    this.cache = new HubCache(settings.hubCache(), dataset);
    this.errors = new HubErrors(settings, dataset);
  }

  /** All files of the dataset at its revision, in the order of their paths. */
  List<RemoteFile> files() throws IOException {
    commit = commit();
    ArrayNode known = knownList();
    if (known == null && settings.offline()) {
      throw notCached();
    }
    ArrayNode list = known == null ? tree() : known;
    HubListing listing = HubListing.of(dataset.id(), list);
    if (known == null) {
      cache.setList(commit, JSON.writeValueAsBytes(list));
    }
    return listing.entries().stream()
        .sorted((one, other) -> one.path().compareTo(other.path()))
        .map(this::file)
        .toList();
  }

  /** The list of the commit as it was kept; null for none, or one that is damaged. */
  private ArrayNode knownList() throws IOException {
    byte[] known = cache.list(commit);
    try {
      return known != null && JSON.readTree(known) instanceof ArrayNode list ? list : null;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return null;
    }
  }

  private RemoteFile file(Entry entry) {
    return new RemoteFile(
        dataset.name(commit, entry.path()),
        entry.path(),
        entry.size(),
        commit,
        entry.checksum(),
        // A path that is no safe one is never read; the file has a place all the same.
        cache.snapshot(
            commit, HubListing.isSafe(entry.path()) ? entry.path() : entry.checksum().hex()),
        cache.partial(entry.checksum()),
        this,
        settings);
  }

  private RemoteException notCached() {
    return RemoteException.failed(
        dataset + " is not in the cache, and HF_HUB_OFFLINE is set",
        "Unset HF_HUB_OFFLINE, or read the dataset once with a network.",
        null);
  }

  private String commit() throws IOException {
    if (settings.offline()) {
      String known = dataset.isCommit() ? dataset.revision() : cache.commit(dataset.revision());
      if (known == null) {
        throw notCached();
      }
      return known;
    }
    if (dataset.isCommit() && cache.list(dataset.revision()) != null) {
      return dataset.revision();
    }
    String sha = json(api("revision")).body().path("sha").asText();
    if (!sha.matches("[0-9a-f]{40}")) {
      throw errors.noHub();
    }
    if (!dataset.isCommit()) {
      cache.setCommit(dataset.revision(), sha);
    }
    return sha;
  }

  private ArrayNode tree() throws IOException {
    ArrayNode all = JSON.createArrayNode();
    URI page =
        URI.create(
            settings.endpoint()
                + "/api/datasets/"
                + dataset.id()
                + "/tree/"
                + commit
                + "?recursive=true&expand=false");
    for (int i = 0; page != null; i++) {
      Page read = json(page);
      if (i == MAX_PAGES || !read.body().isArray()) {
        throw errors.noHub();
      }
      all.addAll((ArrayNode) read.body());
      page = read.next();
    }
    return all;
  }

  private URI api(String what) {
    return URI.create(
        settings.endpoint()
            + "/api/datasets/"
            + dataset.id()
            + "/"
            + what
            + "/"
            + encoded(dataset.revision()));
  }

  private record Page(JsonNode body, URI next) {}

  private Page json(URI uri) throws IOException {
    return Attempts.atList(dataset.toString(), settings.firstPause())
        .run(
            () -> {
              try (Response response =
                  requests.get(uri, Map.of("Accept", "application/json"), settings.token())) {
                requireDone(response, null);
                byte[] content = response.content(MAX_PAGE);
                return new Page(parsed(content), next(uri, response));
              }
            });
  }

  private JsonNode parsed(byte[] content) throws IOException {
    try {
      return JSON.readTree(content);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw errors.noHub();
    }
  }

  // The token goes along, so that another host would get it.
  private URI next(URI page, Response response) throws RemoteException {
    String links = response.header("link");
    Matcher next = NEXT.matcher(links == null ? "" : links);
    if (!next.find()) {
      return null;
    }
    URI uri;
    try {
      uri = page.resolve(next.group(1));
    } catch (IllegalArgumentException e) {
      throw errors.noHub();
    }
    if (uri.equals(page) || uri.getHost() == null) {
      throw errors.noHub();
    }
    // A mirror that passes answers on names the host and the path that they come from.
    boolean own =
        HttpRequests.isSameHost(settings.endpoint(), uri)
            && uri.getRawPath().startsWith(settings.endpoint().getRawPath() + "/");
    return own
        ? uri
        : URI.create(
            settings.endpoint()
                + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
  }

  private void requireDone(Response response, String file) throws IOException {
    if (response.status() >= 300) {
      IOException failure = HttpRequests.transientStatus(response);
      throw failure == null ? errors.of(response, file) : failure;
    }
  }

  @Override
  public Body open(RemoteFile file, long from, long to) throws IOException {
    if (settings.offline()) {
      throw RemoteException.failed(
          file + " is not in the cache, and HF_HUB_OFFLINE is set",
          "Unset HF_HUB_OFFLINE, or read the file once with a network.",
          null);
    }
    URI uri =
        URI.create(
            settings.endpoint()
                + "/datasets/"
                + dataset.id()
                + "/resolve/"
                + commit
                + "/"
                + Stream.of(file.path().split("/", -1))
                    .map(HubHost::encoded)
                    .collect(Collectors.joining("/")));
    return RangeRequest.open(
        requests,
        uri,
        settings.token(),
        file,
        from,
        to,
        response -> requireDone(response, file.path()));
  }

  @Override
  public void keep(RemoteFile file, Path partial) throws IOException {
    AtomicFile.replace(partial, cache.blob(file.checksum()));
    take(file);
  }

  @Override
  public boolean take(RemoteFile file) throws IOException {
    return cache.link(commit, file.path(), file.checksum(), file.size());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** For people: the dataset and its commit. */
  @Override
  public String toString() {
    return format("%s at %s", dataset, commit);
  }
}
