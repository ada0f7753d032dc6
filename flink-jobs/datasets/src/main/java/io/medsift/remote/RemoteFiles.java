package io.medsift.remote;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.medsift.remote.RemotePath.HubPath;
import io.medsift.remote.RemotePath.S3Path;
import io.medsift.remote.RemotePath.WebPath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Remote files: listed by a name, fetched into a cache, or read in parts.
 *
 * <pre>{@code
 * RemoteFiles remote = RemoteFiles.ofEnvironment();
 * List<RemoteFile> files = remote.list("hf://datasets/GBaker/MedQA-USMLE-4-options");
 * remote.fetch(files, FetchListener.NONE);
 * Path local = files.get(0).local();
 * }</pre>
 *
 * Thread-safe. What a name stands for is found once: two lists of one dataset in one process are of
 * the same commit.
 */
public final class RemoteFiles {
  private static final long TICK_MILLIS = 250;
  private static final int MAX_SHOWN = 10;

  private final RemoteSettings settings;
  private final HttpRequests requests;
  private final Map<String, List<RemoteFile>> listed = new ConcurrentHashMap<>();

  /** Remote files by these settings. */
  public RemoteFiles(RemoteSettings settings) throws IOException {
    this.settings = requireNonNull(settings, "settings is null");
    this.requests = new HttpRequests(settings);
  }

  /**
   * Remote files by the settings of the environment.
   *
   * @throws RemoteException if one of them is wrong
   */
  public static RemoteFiles ofEnvironment() throws IOException {
    return new RemoteFiles(RemoteSettings.ofEnvironment());
  }

  /**
   * The files that a name stands for, at least one, in the order of their paths.
   *
   * @throws RemoteException if there are none, or the host does not say
   */
  public List<RemoteFile> list(String name) throws IOException {
    return list(name, path -> true);
  }

  /**
   * The files that a name stands for.
   *
   * @param data of a dataset or a directory, which paths within it are wanted; a file or a pattern
   *     that is named takes no heed of it
   * @throws RemoteException if there are none, or the host does not say
   */
  public List<RemoteFile> list(String name, Predicate<String> data) throws IOException {
    RemotePath path = RemotePath.parse(name);
    if (path instanceof HubPath hub) {
      return ofHub(hub, data);
    }
    if (path instanceof S3Path s3) {
      String key = s3.key().replaceAll("/+$", "");
      return matching(s3.toString(), key, new S3Host(settings, s3).files(s3.prefix()), data);
    }
    return List.of(new WebHost(settings, requests, (WebPath) path).file());
  }

  private List<RemoteFile> ofHub(HubPath path, Predicate<String> data) throws IOException {
    HubPath dataset = new HubPath(path.owner(), path.dataset(), path.revision(), "");
    List<RemoteFile> all = listed.get(dataset.toString());
    if (all == null) {
      all = new HubHost(settings, requests, dataset).files();
      listed.put(dataset.toString(), all);
    }
    List<RemoteFile> files = matching(path.toString(), path.pattern(), all, data);
    for (RemoteFile file : files) {
      HubListing.requireSafe(path.id(), file.path());
    }
    return files;
  }

  private static List<RemoteFile> matching(
      String name, String pattern, List<RemoteFile> all, Predicate<String> data)
      throws RemoteException {
    for (RemoteFile file : all) {
      if (file.path().equals(pattern)) {
        return List.of(file);
      }
    }
    String directory = pattern.isEmpty() ? "" : pattern + "/";
    List<RemoteFile> under =
        all.stream().filter(file -> file.path().startsWith(directory)).toList();
    if (!under.isEmpty()) {
      List<RemoteFile> wanted =
          under.stream()
              .filter(file -> data.test(file.path().substring(directory.length())))
              .toList();
      if (wanted.isEmpty()) {
        throw RemoteException.wrongName(
            format("%s contains no data files; it contains %s", name, shown(under)),
            "Name a file or a pattern after the dataset.");
      }
      return wanted;
    }
    List<RemoteFile> matched =
        pattern.matches(".*[*?\\[{].*") ? all.stream().filter(glob(name, pattern)).toList() : under;
    if (matched.isEmpty()) {
      throw RemoteException.wrongName(
          format("%s matches no file%s", name, all.isEmpty() ? "" : "; there are " + shown(all)),
          "Name a file or directory that exists, or a pattern that matches a file.");
    }
    return matched;
  }

  private static Predicate<RemoteFile> glob(String name, String pattern) throws RemoteException {
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return file -> matches(matcher, file.path());
    } catch (IllegalArgumentException e) {
      throw RemoteException.wrongName(
          format("%s is not a valid pattern: %s", name, HttpRequests.oneLine(e.getMessage())),
          "Write patterns with *, **, ?, [abc] and {a,b}.");
    }
  }

  private static boolean matches(PathMatcher matcher, String path) {
    try {
      return matcher.matches(Path.of(path));
    } catch (InvalidPathException e) {
      // It can be no file of this system.
      return false;
    }
  }

  private static String shown(List<RemoteFile> files) {
    String names =
        files.stream()
            .limit(MAX_SHOWN)
            .map(file -> HttpRequests.oneLine(file.path()))
            .collect(joining(", "));
    return files.size() > MAX_SHOWN
        ? format(Locale.ROOT, "%s, ... (%d files)", names, files.size())
        : names;
  }

  /**
   * Fetches files into the cache, several at a time, and checks each against its size and checksum.
   * What is there already is left as it is, what was interrupted resumes.
   *
   * @param listener told of the progress, by the calling thread
   * @throws RemoteException if one cannot be fetched; those that arrived are kept
   */
  public void fetch(List<RemoteFile> files, FetchListener listener) throws IOException {
    // Two paths may have one content, which is linked under the second once it is there.
    Map<Path, RemoteFile> missing = new LinkedHashMap<>();
    files.stream()
        .filter(file -> !file.isCached())
        .forEach(file -> missing.putIfAbsent(file.partial(), file));
    if (missing.isEmpty()) {
      return;
    }
    FetchProgress progress = new FetchProgress(List.copyOf(missing.values()));
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.min(settings.parallel(), missing.size()),
            task -> {
              Thread thread = new Thread(task, "fetch");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Path> running = new ExecutorCompletionService<>(workers);
      for (RemoteFile file : missing.values()) {
        running.submit(() -> file.fetch(progress.of(file)));
      }
      // The first that fails ends the fetch, whichever it is: others may take hours.
      for (int i = 0; i < missing.size(); i++) {
        await(running, progress, listener);
      }
      for (RemoteFile file : files) {
        file.fetch();
      }
      listener.fetched(progress.state());
    } finally {
      workers.shutdownNow();
    }
  }

  private static void await(
      CompletionService<Path> running, FetchProgress progress, FetchListener listener)
      throws IOException {
    while (true) {
      try {
        Future<Path> ended = running.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (ended != null) {
          ended.get();
          return;
        }
        listener.fetching(progress.state());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
          throw failure;
        }
        throw new IllegalStateException("a file could not be fetched", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("stopped while files were fetched");
      }
    }
  }
}
