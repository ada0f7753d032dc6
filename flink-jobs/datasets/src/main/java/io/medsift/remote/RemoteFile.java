package io.medsift.remote;

import static java.util.Objects.requireNonNull;

import io.medsift.remote.RemoteHost.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file of another host, as it was when it was listed: the same name always stands for the same
 * content. Thread-safe.
 */
public final class RemoteFile {
  private final String name;
  private final String path;
  private final long size;
  private final String version;
  private final Checksum checksum;
  private final Path local;
  private final Path partial;
  private final RemoteHost host;
  private final RemoteSettings settings;
  private volatile FetchListener listener = FetchListener.NONE;
  private RangeReader ranges;

  RemoteFile(
      String name,
      String path,
      long size,
      String version,
      Checksum checksum,
      Path local,
      Path partial,
      RemoteHost host,
      RemoteSettings settings) {
    this.name = requireNonNull(name, "name is null");
    this.path = requireNonNull(path, "path is null");
    this.size = size;
    this.version = version;
    this.checksum = checksum;
    this.local = requireNonNull(local, "local is null");
    this.partial = requireNonNull(partial, "partial is null");
    this.host = requireNonNull(host, "host is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  /** Stable name: {@code hf://datasets/OWNER/NAME@COMMIT/PATH}. */
  public String name() {
    return name;
  }

  /** The path within the dataset or on the host, with slashes. */
  public String path() {
    return path;
  }

  /** The path without its directories. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Bytes of the file. */
  public long size() {
    return size;
  }

  /** The commit of the dataset, or the tag of the content; null where the host names none. */
  public String version() {
    return version;
  }

  /** SHA-256 of the content, where the host announces it. */
  public Optional<String> sha256() {
    return Optional.ofNullable(checksum)
        .filter(sum -> sum.kind() == Checksum.Kind.SHA_256)
        .map(Checksum::hex);
  }

  /** Path in the cache where the file is, or will be once it is fetched. */
  public Path local() {
    return local;
  }

  /** Returns true if the whole file is in the cache. */
  public boolean isCached() {
    try {
      return (Files.isRegularFile(local) && Files.size(local) == size) || host.take(this);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Bytes that have arrived: all of them, or those of a fetch that was interrupted and will resume.
   */
  public long cachedBytes() {
    try {
      return isCached() ? size : Files.isRegularFile(partial) ? Files.size(partial) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Fetches the file into the cache, checks it against size and checksum, and returns its path. A
   * fetch that was interrupted resumes. See {@link RemoteFiles#fetch} for several files.
   */
  public Path fetch() throws IOException {
    return fetch(Progress.NONE);
  }

  Path fetch(Progress progress) throws IOException {
    if (!isCached()) {
      new Download(this, progress).run();
    }
    return local;
  }

  /**
   * Reads parts of the file without fetching the whole. Parts are checked for their size alone: a
   * checksum is of a whole file. One reader for all callers, which keeps what it has read.
   */
  public synchronized RangeReader ranges() throws IOException {
    if (ranges == null) {
      ranges = new RangeReader(this);
    }
    return ranges;
  }

  /**
   * Sets the listener for a host that does not serve ranges, and for the fetch of the whole file.
   */
  public void tell(FetchListener told) {
    listener = requireNonNull(told, "told is null");
  }

  Path fetchInPlaceOfParts() throws IOException {
    FetchListener told = listener;
    told.wholeInPlaceOfParts(this);
    FetchProgress progress = new FetchProgress(List.of(this));
    Progress own = progress.of(this);
    Path fetched =
        fetch(
            new Progress() {
              @Override
              public void reached(long bytes) {
                own.reached(bytes);
                told.fetching(progress.state());
              }

              @Override
              public void note(String text) {
                own.note(text);
                told.fetching(progress.state());
              }
            });
    told.fetched(progress.state());
    return fetched;
  }

  Checksum checksum() {
    return checksum;
  }

  /**
   * Makes the directory of the cache that the file goes to.
   *
   * @throws RemoteException if the cache cannot be written
   */
  Path cacheDirectory() throws RemoteException {
    Path directory = partial.getParent();
    try {
      Files.createDirectories(directory);
      if (Files.isWritable(directory)) {
        return directory;
      }
      throw notWritable(null);
    } catch (IOException e) {
      throw e instanceof RemoteException known ? known : notWritable(e);
    }
  }

  private RemoteException notWritable(IOException e) {
    return RemoteException.failed(
        name
            + " is not in the cache, which cannot be written: "
            + (e == null ? partial.getParent() : e.getMessage()),
        "Set HF_HUB_CACHE (for files of the Hub) or MEDSIFT_CACHE (for others) to a directory that"
            + " can be written.",
        null);
  }

  Path partial() {
    return partial;
  }

  RemoteHost host() {
    return host;
  }

  Body open(long from, long to) throws IOException {
    return host.open(this, from, to);
  }

  Attempts attempts(Consumer<String> notes) {
    return new Attempts(name, settings.firstPause(), notes);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }

  /** Receives how far a fetch is, from the thread that fetches. */
  interface Progress {
    /** The file has as many bytes now. */
    void reached(long bytes);

    /** Why nothing arrives; empty when it continues. */
    void note(String text);

    /** Ignores all. */
    Progress NONE =
        new Progress() {
          @Override
          public void reached(long bytes) {}

          @Override
          public void note(String text) {}
        };
  }
}
