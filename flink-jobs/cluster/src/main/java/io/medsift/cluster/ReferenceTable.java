package io.medsift.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** Options as a Markdown table, for the reference page. */
public final class ReferenceTable {
  private static final Formatter TEXT = new HtmlFormatter();

  private ReferenceTable() {}

  /** A row for each option. */
  public static String of(List<ConfigOption<?>> options) {
    StringBuilder table = new StringBuilder("| option | argument | default | meaning |\n");
    table.append("|---|---|---|---|\n");
    for (ConfigOption<?> option : options) {
      table.append(
          "| `%s` | `--%s` | %s | %s |%n"
              .formatted(
                  option.key(),
                  JobArguments.flag(option),
                  option.hasDefaultValue() ? "`" + written(option.defaultValue()) + "`" : "",
                  text(option)));
    }
    return table.toString();
  }

  private static Object written(Object value) {
    return value instanceof Duration duration ? TimeUtils.formatWithHighestUnit(duration) : value;
  }

  /** A row for each Flink setting that the job sets where the cluster does not, with its reason. */
  public static String ofDefaults(Configuration defaults) {
    StringBuilder table = new StringBuilder("| setting | value | why |\n|---|---|---|\n");
    defaults.toMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                table.append(
                    "| `%s` | `%s` | %s |%n"
                        .formatted(
                            entry.getKey(), entry.getValue(), DefaultReasons.of(entry.getKey()))));
    return table.toString();
  }

  static String text(ConfigOption<?> option) {
    return TEXT.format(option.description());
  }
}
