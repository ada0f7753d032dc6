package io.medsift.cluster;

import static java.lang.String.format;

import io.medsift.recipe.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Reads the options of the job: arguments over {@code config.yaml} over defaults. */
final class JobArguments {
  private static final Set<String> KNOWN =
      JobOptions.all().stream()
          .map(ConfigOption::key)
          .collect(Collectors.toCollection(TreeSet::new));

  private JobArguments() {}

  /**
   * The options of a job.
   *
   * @param cluster every key of the cluster's configuration
   * @throws InvalidOptionException for a key that is none, or an argument without a value
   */
  static Configuration read(Map<String, String> cluster, List<String> arguments) {
    Configuration options = new Configuration();
    cluster.forEach(
        (key, value) -> {
          if (key.startsWith(JobOptions.PREFIX)) {
            options.setString(known(key, key), value);
          }
        });
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        throw new InvalidOptionException(
            format(
                "'%s' is not an option: options are written --name value or --name=value",
                argument));
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
      String key = known(JobOptions.PREFIX + name, "--" + name);
      if (equals < 0 && i + 1 == arguments.size()) {
        throw new InvalidOptionException(format("the option --%s has no value", name));
      }
      options.setString(key, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1));
    }
    JobOptions.all().forEach(option -> check(options, option));
    return options;
  }

  /** The value of an option that has no default. */
  static String required(Configuration options, ConfigOption<String> option) {
    return options
        .getOptional(option)
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new InvalidOptionException(
                    format(
                        "%s is not set: pass --%s or add it to config.yaml. Meaning: %s",
                        option.key(), flag(option), ReferenceTable.text(option))));
  }

  /** The name of an option as an argument, without dashes. */
  static String flag(ConfigOption<?> option) {
    return option.key().substring(JobOptions.PREFIX.length());
  }

  private static String known(String key, String written) {
    if (KNOWN.contains(key)) {
      return key;
    }
    String hint =
        NearestName.of(key, KNOWN)
            .map(nearest -> format("; did you mean %s?", nearest))
            .orElse(". Known: " + String.join(", ", KNOWN));
    throw new InvalidOptionException(format("unknown option %s%s", written, hint));
  }

  private static void check(Configuration options, ConfigOption<?> option) {
    try {
      options.getOptional(option);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          format(
              "%s must be %s, got '%s'",
              option.key(),
              option.equals(JobOptions.BOUNDED) ? "true or false" : "a valid value",
              options.toMap().get(option.key())),
          e);
    }
  }
}
