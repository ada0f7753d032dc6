package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the machine on which figures are measured. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final Set<String> INSTRUCTION_SETS =
      Set.of(
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "avx512f",
          "avx512bw",
          "avx512_vnni",
          "amx_int8",
          "amx_bf16",
          "asimd",
          "asimddp",
          "sve",
          "sve2",
          "i8mm",
          "bf16");

  private Machine() {}

  /** A line for the head of a table; of other systems than Linux it says less. */
  static String description() {
    return "%s; %d cores; caches %s; instruction sets %s; %s %s, JDK %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            caches(),
            instructionSets(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"));
  }

  private static String processor() {
    String model = field("model name");
    return model.isEmpty() ? "processor unknown" : model;
  }

  private static String instructionSets() {
    Set<String> found = new TreeSet<>(List.of((field("flags") + field("Features")).split(" ")));
    found.retainAll(INSTRUCTION_SETS);
    return found.isEmpty() ? "unknown" : String.join(" ", found);
  }

  private static String field(String name) {
    try {
      for (String line : Files.readAllLines(PROCESSORS, UTF_8)) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return "";
  }

  private static String caches() {
    List<String> caches = new ArrayList<>();
    try (DirectoryStream<Path> levels = Files.newDirectoryStream(CACHES, "index*")) {
      for (Path cache : levels) {
        caches.add(
            "L%s %s %s"
                .formatted(
                    Files.readString(cache.resolve("level"), UTF_8).strip(),
                    Files.readString(cache.resolve("type"), UTF_8).strip(),
                    Files.readString(cache.resolve("size"), UTF_8).strip()));
      }
    } catch (IOException e) {
      return "unknown";
    }
    caches.sort(null);
    return caches.isEmpty() ? "unknown" : String.join(", ", caches);
  }
}
