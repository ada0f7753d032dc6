package io.medsift.remote;

import io.medsift.remote.FetchListener.FetchState;
import io.medsift.remote.RemoteFile.Progress;
import java.util.ArrayList;
import java.util.List;

/** How far files that are fetched side by side are. Thread-safe. */
final class FetchProgress {
  private final List<FileState> files = new ArrayList<>();

  FetchProgress(List<RemoteFile> files) {
    files.forEach(file -> this.files.add(new FileState(file)));
  }

  Progress of(RemoteFile file) {
    return files.stream()
        .filter(each -> each.file == file)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not fetched: " + file));
  }

  FetchState state() {
    long bytes = 0;
    long bytesDone = 0;
    int done = 0;
    String current = "";
    String note = "";
    for (FileState each : files) {
      bytes += each.file.size();
      bytesDone += each.bytes;
      boolean whole = each.bytes == each.file.size();
      done += whole ? 1 : 0;
      current = current.isEmpty() && !whole ? each.file.path() : current;
      note = note.isEmpty() ? each.note : note;
    }
    return new FetchState(files.size(), done, bytes, bytesDone, current, note);
  }

  private static final class FileState implements Progress {
    private final RemoteFile file;
    private volatile long bytes;
    private volatile String note = "";

    FileState(RemoteFile file) {
      this.file = file;
      this.bytes = file.cachedBytes();
    }

    @Override
    public void reached(long reached) {
      bytes = reached;
    }

    @Override
    public void note(String text) {
      note = text;
    }
  }
}
