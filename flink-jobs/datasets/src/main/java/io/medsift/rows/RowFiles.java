package io.medsift.rows;

import static java.lang.String.format;
import static java.util.stream.Collectors.joining;

import io.medsift.remote.FetchListener;
import io.medsift.remote.RemoteFile;
import io.medsift.remote.RemoteFiles;
import io.medsift.remote.RemotePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of rows that arguments of a command name. */
public final class RowFiles {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final Pattern DATA =
      Pattern.compile(
          ".*\\.(parquet|jsonl?|ndjson|csv|tsv)(\\.(gz|zst))?|.*\\.zip", Pattern.CASE_INSENSITIVE);

  private static final int MAX_SHOWN = 10;

  private static final Pattern REMOTE_MEMBER =
      Pattern.compile("(.*\\.zip)!(.+)", Pattern.CASE_INSENSITIVE);

  private final RemoteFiles remote;
  private final FetchListener listener;

  private RowFiles(RemoteFiles remote, FetchListener listener) {
    this.remote = remote;
    this.listener = listener;
  }

  /**
   * The files, each once, those of one argument in the order of their names.
   *
   * <p>An argument is a file, whatever it is called; a directory, of which files named as data
   * ({@code .parquet .json .jsonl .ndjson .csv .tsv}, also with {@code .gz} or {@code .zst}, and
   * {@code .zip}) are taken at any depth; or a pattern such as {@code data/train-*.parquet}. Of a
   * zip archive each member is a file; {@code ARCHIVE.zip!member} is one of them. Names of remote
   * files ({@code hf://datasets/OWNER/NAME}) stand for files, directories and patterns too; only
   * archives are fetched here.
   *
   * @throws RowFileException if an argument names no file
   * @throws io.medsift.remote.RemoteException if a remote file cannot be fetched
   */
  public static List<RowFile> find(List<String> arguments) throws IOException {
    return find(arguments, FileNames.ANY).files();
  }

  /**
   * The files as {@link #find(List)} has them, of directories, patterns and archives those with
   * such names alone. A file or a member that is itself the argument is taken whatever its name.
   *
   * @throws RowFileException if an argument names no file
   * @throws io.medsift.remote.RemoteException if a remote file cannot be fetched
   */
  public static FoundFiles find(List<String> arguments, FileNames wanted) throws IOException {
    return find(arguments, wanted, RemoteFiles.ofEnvironment(), FetchListener.NONE);
  }

  /**
   * The files as {@link #find(List, FileNames)} has them, remote ones from {@code remote}.
   *
   * @param listener told of the fetch of remote archives
   * @throws RowFileException if an argument names no file
   * @throws io.medsift.remote.RemoteException if a remote file cannot be fetched
   */
  public static FoundFiles find(
      List<String> arguments, FileNames wanted, RemoteFiles remote, FetchListener listener)
      throws IOException {
    return new RowFiles(remote, listener).found(arguments, wanted);
  }

  private FoundFiles found(List<String> arguments, FileNames wanted) throws IOException {
    Map<String, RowFile> found = new LinkedHashMap<>();
    Map<String, RowFile> others = new LinkedHashMap<>();
    for (String argument : arguments) {
      List<RowFile> files = filesOf(argument);
      boolean chosen = files.size() == 1 && isItself(files.get(0), argument);
      int taken = 0;
      for (RowFile file : files) {
        boolean take = chosen || wanted.has(file);
        (take ? found : others).putIfAbsent(key(file), file);
        taken += take ? 1 : 0;
      }
      if (taken == 0) {
        throw new RowFileException(
            format(
                "%s holds no file that is named %s; it holds %s. A file that is named itself is"
                    + " read whatever it is called",
                argument, wanted, shown(files)));
      }
    }
    others.keySet().removeAll(found.keySet());
    return new FoundFiles(List.copyOf(found.values()), List.copyOf(others.values()));
  }

  private static boolean isItself(RowFile file, String argument) {
    String member = file.member() == null ? "" : "!" + file.member();
    return file.remote() == null
        ? file.name().equals(argument)
        : argument.startsWith("http") || argument.endsWith("/" + file.remote().path() + member);
  }

  private static String key(RowFile file) throws IOException {
    // The name of a file at an address leaves out its query, in which two files may differ.
    Path path = file.remote() == null ? file.path().toRealPath() : file.remote().local();
    return new RowFile(path, file.member(), file.size()).name();
  }

  private static String shown(List<RowFile> files) {
    String names = files.stream().limit(MAX_SHOWN).map(RowFile::name).collect(joining(", "));
    return files.size() > MAX_SHOWN ? names + ", ..." : names;
  }

  private List<RowFile> filesOf(String argument) throws IOException {
    if (RemotePath.isRemote(argument)) {
      return remoteFilesOf(argument);
    }
    Path path = Path.of(argument);
    int mark = Files.exists(path) ? -1 : endOfArchive(argument);
    if (mark >= 0) {
      return List.of(member(Path.of(argument.substring(0, mark)), argument.substring(mark + 1)));
    }
    List<RowFile> files = new ArrayList<>();
    for (Path each : paths(argument)) {
      files.addAll(filesOf(each));
    }
    return files;
  }

  /**
   * The remote files that an argument stands for, archives as they are. Nothing is fetched.
   *
   * @throws io.medsift.remote.RemoteException if there are none, or the host does not say
   */
  public static List<RemoteFile> listed(String argument, RemoteFiles remote) throws IOException {
    Matcher member = REMOTE_MEMBER.matcher(argument);
    return remote.list(member.matches() ? member.group(1) : argument, RowFiles::isData);
  }

  private List<RowFile> remoteFilesOf(String argument) throws IOException {
    Matcher member = REMOTE_MEMBER.matcher(argument);
    String name = member.matches() ? member.group(1) : argument;
    List<RowFile> files = new ArrayList<>();
    List<RemoteFile> listed = listed(name, remote);
    remote.fetch(listed.stream().filter(RowFiles::isNamedArchive).toList(), listener);
    for (RemoteFile file : listed) {
      if (isNamedArchive(file)) {
        membersOf(file.local()).forEach(each -> files.add(each.fetchedFrom(file)));
      } else {
        files.add(new RowFile(file.local(), null, file.size(), file));
      }
    }
    if (!member.matches()) {
      return files;
    }
    List<RowFile> chosen =
        files.stream().filter(file -> member.group(2).equals(file.member())).toList();
    if (chosen.isEmpty()) {
      throw new RowFileException(
          format("%s has no member %s; it holds %s", name, member.group(2), shown(files)));
    }
    return chosen;
  }

  private static boolean isNamedArchive(RemoteFile file) {
    return file.fileName().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /** Returns the position of the {@code !} before a member; -1 where the argument names none. */
  private static int endOfArchive(String argument) {
    int mark = argument.indexOf('!');
    while (mark >= 0 && !Files.isRegularFile(Path.of(argument.substring(0, mark)))) {
      mark = argument.indexOf('!', mark + 1);
    }
    return mark;
  }

  private static RowFile member(Path archive, String name) throws IOException {
    List<RowFile> members = isArchive(archive) ? membersOf(archive) : List.of();
    for (RowFile member : members) {
      if (member.member().equals(name)) {
        return member;
      }
    }
    throw new RowFileException(
        members.isEmpty()
            ? archive + " is not a zip archive, so it has no member " + name
            : format("%s has no member %s; it holds %s", archive, name, shown(members)));
  }

  private static List<Path> paths(String argument) throws IOException {
    Path path = Path.of(argument);
    if (Files.isDirectory(path)) {
      return named(path, file -> isData(path.relativize(file)), argument + " holds no data files");
    }
    if (Files.exists(path)) {
      if (!Files.isReadable(path)) {
        throw new RowFileException(argument + " cannot be read: no permission");
      }
      return List.of(path);
    }
    if (argument.matches(".*[*?\\[{].*")) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + argument);
      return named(withoutPattern(path), matcher, "no file matches " + argument);
    }
    throw new RowFileException(argument + " does not exist");
  }

  /** The directory before the first name that holds a pattern. */
  private static Path withoutPattern(Path pattern) {
    Path base = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    for (Path name : pattern) {
      if (name.toString().matches(".*[*?\\[{].*")) {
        break;
      }
      base = base.resolve(name);
    }
    return base;
  }

  /** Returns true if a file is named as data and is in no hidden directory. */
  private static boolean isData(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return DATA.matcher(path.toString()).matches();
  }

  /** The same of a member of an archive, whose name may be none that this system knows. */
  private static boolean isData(String member) {
    return member.indexOf('\0') < 0 && isData(Path.of(member));
  }

  private static List<Path> named(Path directory, PathMatcher wanted, String problem)
      throws IOException {
    List<Path> paths = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> all = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
        all.filter(Files::isRegularFile).filter(wanted::matches).sorted().forEach(paths::add);
      }
    }
    if (paths.isEmpty()) {
      throw new RowFileException(problem);
    }
    return paths;
  }

  private static List<RowFile> filesOf(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new RowFileException(path + " is not a regular file; rows are read from files");
    }
    return isArchive(path) ? membersOf(path) : List.of(RowFile.of(path));
  }

  private static boolean isArchive(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Content.startsWith(in.readNBytes(ZIP.length), ZIP);
    }
  }

  private static List<RowFile> membersOf(Path path) throws IOException {
    List<RowFile> members = new ArrayList<>();
    try (ZipFile archive = new ZipFile(path.toFile())) {
      for (ZipEntry entry : archive.stream().toList()) {
        if (!entry.isDirectory() && isData(entry.getName()) && !isDebris(entry)) {
          members.add(new RowFile(path, entry.getName(), Math.max(0, entry.getSize())));
        }
      }
    } catch (IOException e) {
      throw RowFile.damagedArchive(path, e);
    }
    if (members.isEmpty()) {
      throw new RowFileException("the archive " + path + " holds no data files");
    }
    return members;
  }

  // What macOS adds to archives has the names of the files it is about.
  private static boolean isDebris(ZipEntry entry) {
    return entry.getName().startsWith("__MACOSX/");
  }

  /**
   * Names by which the files of a dataset are known among others.
   *
   * @param patterns for the name without its directories, such as {@code train-*.parquet}; none
   *     where every file is one
   */
  public record FileNames(List<String> patterns) {
    /** Every file, whatever it is called. */
    public static final FileNames ANY = new FileNames(List.of());

    public FileNames {
      patterns = List.copyOf(patterns);
    }

    /** Returns true if a file, or the member of an archive, has such a name. */
    boolean has(RowFile file) {
      Path path = Path.of(file.member() == null ? file.fileName() : file.member());
      Path name = path.getFileName();
      return patterns.isEmpty()
          || patterns.stream()
              .anyMatch(
                  pattern ->
                      FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(name));
    }

    /** The patterns for people. */
    @Override
    public String toString() {
      return String.join(", ", patterns);
    }
  }

  /**
   * The files that arguments stand for.
   *
   * @param files to read
   * @param passedOver data files of directories, patterns and archives whose names are not wanted
   */
  public record FoundFiles(List<RowFile> files, List<RowFile> passedOver) {
    public FoundFiles {
      files = List.copyOf(files);
      passedOver = List.copyOf(passedOver);
    }
  }
}
