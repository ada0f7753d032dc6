package io.medsift.cli;

import static java.util.stream.Collectors.joining;

import io.medsift.recipe.NearestName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Explains wrong usage of a command in plain sentences; the parser's own messages are for
 * developers.
 */
final class WrongUsage {
  private final ParameterException wrong;
  private final CommandLine command;

  private WrongUsage(ParameterException wrong) {
    this.wrong = wrong;
    this.command = wrong.getCommandLine();
  }

  /** Returns the mistake and what is allowed, without a full stop. */
  static String describe(ParameterException wrong) {
    return new WrongUsage(wrong).describe();
  }

  private String describe() {
    // A misspelt option that is required is missing as well; the spelling is the better hint.
    List<String> unmatched = command.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return unknown(unmatched);
    }
    if (wrong instanceof UnmatchedArgumentException unknown) {
      return unknown(unknown.getUnmatched());
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing());
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given more than once";
    }
    return wrong.getArgSpec() != null && wrong.getValue() != null
        ? badValue(wrong.getArgSpec(), wrong.getValue())
        : wrong.getMessage();
  }

  // What follows a misspelt option is its value, and not one more mistake.
  private String unknown(List<String> unmatched) {
    List<String> options = unmatched.stream().filter(WrongUsage::isOption).distinct().toList();
    if (!options.isEmpty()) {
      return "there is no option "
          + options.stream()
              .map(option -> nameOf(option) + hint(nameOf(option), optionNames()))
              .collect(joining("; nor "));
    }
    String first = unmatched.get(0);
    Map<String, CommandLine> commands = command.getSubcommands();
    if (commands.isEmpty()) {
      return "unexpected argument '" + first + "'";
    }
    String hint = hint(first, commands.keySet());
    return "there is no command '%s'%s"
        .formatted(
            first,
            hint.isEmpty() ? "; the commands are " + String.join(", ", commands.keySet()) : hint);
  }

  private static boolean isOption(String argument) {
    return argument.length() > 1 && argument.startsWith("-");
  }

  private static String nameOf(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option : option.substring(0, equals);
  }

  private List<String> optionNames() {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }

  private static String hint(String name, Collection<String> known) {
    return NearestName.of(name, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private String missing(List<ArgSpec> missing) {
    // The parser has the same type for an option that is not there and for one without its value.
    if (wrong.getMessage().contains("for option")) {
      ArgSpec option = missing.get(0);
      return "%s needs a value: %s".formatted(name(option), usage(option));
    }
    return (missing.size() == 1 ? "an argument is missing: " : "arguments are missing: ")
        + command.getCommandSpec().args().stream()
            .filter(missing::contains)
            .map(WrongUsage::usage)
            .collect(joining(", "));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String usage(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }

  private String badValue(ArgSpec argument, String value) {
    Class<?> type =
        argument.auxiliaryTypes().length == 0 ? argument.type() : argument.auxiliaryTypes()[0];
    if (Map.class.isAssignableFrom(argument.type())) {
      return "%s must be %s, got '%s'".formatted(name(argument), argument.paramLabel(), value);
    }
    return "%s must be %s, got '%s'".formatted(name(argument), allowed(type), value);
  }

  private String allowed(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return "a whole number of at most 2147483647";
    }
    if (type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(each -> each.toString().toLowerCase(Locale.ROOT))
          .collect(joining(" or "));
    }
    if (Path.class.isAssignableFrom(type)) {
      return "a valid path";
    }
    return "another value";
  }

  /** The page of help that goes with the command. */
  static String help(ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    return "See %s --help.".formatted(spec.qualifiedName());
  }
}
