package io.medsift.integration.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.flink.util.ChildFirstClassLoader;

/**
 * A job jar as a later version might be: its sources changed and compiled. Records have one more
 * field, which their constructor of today fills; the topology has one more stage.
 */
final class NextVersion {
  /** The field that records have more. */
  static final String FIELD = "addedLater";

  /** The uid of the new stage. */
  static final String STAGE = "next-stage";

  private static final Path JOBS = Path.of("..", "flink-jobs");
  private static final List<Path> SOURCES =
      List.of(JOBS.resolve("jobs/src/main/java"), JOBS.resolve("algorithms/src/main/java"));
  private static final Path NEW_STAGE =
      Path.of("src/test/resources/next-version/io/medsift/curation/NextStage.java");
  private static final String VERSION = "io.medsift.curation.state.StateVersion";
  private static final String TOPOLOGY = "io.medsift.curation.CurationTopology";
  private static final String BEFORE_STAGE = "judged.process(new SignFunction(";
  private static final String RECORD = "public record (%s)\\(([^)]*)\\)([^{]*)\\{";

  private final Path sources;
  private final List<Path> changed = new ArrayList<>();

  private NextVersion(Path sources) {
    this.sources = sources;
  }

  /**
   * Makes the jar.
   *
   * @param jar of today
   * @param records class names of those that get a field
   * @param work a new directory
   */
  static Path of(Path jar, Iterable<String> records, Path work) throws IOException {
    NextVersion next = new NextVersion(Files.createDirectories(work.resolve("sources")));
    // A record within another changes the file of that.
    Map<String, String> files = new TreeMap<>();
    for (String name : records) {
      String file = name.replaceFirst("\\$.*", "");
      String source = files.containsKey(file) ? files.get(file) : source(file);
      files.put(file, withOneMoreField(source, name.replaceFirst(".*[.$]", "")));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      next.write(file.getKey(), file.getValue());
    }
    next.write(VERSION, replaced(source(VERSION), "CURRENT = ", "CURRENT = 1 + "));
    next.write(TOPOLOGY, withOneMoreStage(source(TOPOLOGY)));
    next.write(TOPOLOGY.replace("CurationTopology", "NextStage"), Files.readString(NEW_STAGE));
    Path classes = Files.createDirectories(work.resolve("classes"));
    next.compile(classes);
    Path target = work.resolve("medsift-next.jar");
    Files.copy(jar, target);
    replace(target, classes);
    return target;
  }

  /** Sees the classes of the jar before those of this process. */
  static ClassLoader classes(Path jar) throws IOException {
    return new ChildFirstClassLoader(
        new URL[] {jar.toUri().toURL()},
        NextVersion.class.getClassLoader(),
        new String[] {"java.", "org.apache.flink."},
        unexpected -> {});
  }

  private static String source(String name) throws IOException {
    for (Path root : SOURCES) {
      Path file = root.resolve(name.replace('.', '/') + ".java");
      if (Files.exists(file)) {
        return Files.readString(file);
      }
    }
    throw new IllegalStateException("no source of " + name + " under " + SOURCES);
  }

  private static String withOneMoreField(String source, String name) {
    Matcher record = Pattern.compile(RECORD.formatted(name)).matcher(source);
    if (!record.find()) {
      throw new IllegalStateException("not the source of a record: " + source);
    }
    String fields = record.group(2).strip();
    String names = fields.replaceAll("[\\w.\\[\\]<>]+\\s+(\\w+)", "$1");
    String header =
        "public record %s(%s, String %s)%s{ public %s(%s) { this(%s, \"next\"); }"
            .formatted(
                record.group(1), fields, FIELD, record.group(3), record.group(1), fields, names);
    return source.substring(0, record.start()) + header + source.substring(record.end());
  }

  private static String withOneMoreStage(String source) {
    String stage = "judged.process(new NextStage()).name(\"next stage\").uid(\"" + STAGE + "\")";
    return replaced(source, BEFORE_STAGE, BEFORE_STAGE.replace("judged", stage));
  }

  private static String replaced(String source, String today, String later) {
    if (!source.contains(today)) {
      throw new IllegalStateException("no '" + today + "' in " + source);
    }
    return source.replace(today, later);
  }

  private void write(String name, String source) throws IOException {
    Path file = sources.resolve(name.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    changed.add(file);
  }

  private void compile(Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(changed);
      List<String> options =
          List.of(
              "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      if (!compiler.getTask(said, files, null, options, null, units).call()) {
        throw new IllegalStateException("the next version does not compile: " + said);
      }
    }
  }

  private static void replace(Path jar, Path classes) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar);
        Stream<Path> compiled = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path file : compiled.toList()) {
        Path entry = inside.getPath("/").resolve(classes.relativize(file).toString());
        Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
