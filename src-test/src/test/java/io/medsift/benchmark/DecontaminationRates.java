package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.decontamination.DecontaminationBenchmark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prompts that one core checks in a second against about 9,000 and 90,000 items.
 *
 * <p>What is measured, and how, is in {@link DecontaminationBenchmark}, which stands beside the
 * rules since its naive yardstick is theirs; this takes the figures from what it prints.
 */
final class DecontaminationRates implements Benchmark {
  private static final Pattern ITEMS = Pattern.compile("(\\w+) +([\\d,]+) items +built .*");
  private static final Pattern RATE = Pattern.compile("(\\w+) +(\\w+) +([\\d,]+) prompts/s .*");
  private static final int FEW_ITEMS = 20_000;

  @Override
  public String name() {
    return "decontamination";
  }

  @Override
  public List<Figure> measure(List<String> arguments) {
    List<String> rules =
        arguments.isEmpty()
            ? List.of("plain", "ngram", "fuzzy", "calibrated", "aligned")
            : arguments;
    return figures(printed(rules.toArray(String[]::new)));
  }

  private static List<String> printed(String[] rules) {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      DecontaminationBenchmark.main(rules);
    } finally {
      System.setOut(console);
    }
    return bytes.toString(UTF_8).lines().toList();
  }

  private static List<Figure> figures(List<String> lines) {
    List<Figure> figures = new ArrayList<>();
    Map<String, Integer> plain = new HashMap<>();
    int items = 0;
    for (String line : lines) {
      Matcher built = ITEMS.matcher(line);
      Matcher rate = RATE.matcher(line);
      if (built.matches()) {
        items = number(built.group(2));
      } else if (rate.matches()) {
        figures.add(figure(rate.group(1), rate.group(2), items, number(rate.group(3))));
        if (rate.group(1).equals("plain")) {
          plain.put(items + rate.group(2), number(rate.group(3)));
        } else if (rate.group(1).equals("fuzzy") && plain.containsKey(items + rate.group(2))) {
          int yardstick = plain.get(items + rate.group(2));
          figures.add(multiple(rate.group(2), items, (double) number(rate.group(3)) / yardstick));
        }
      }
    }
    return figures;
  }

  private static Figure figure(String rule, String prompts, int items, int rate) {
    String what = "%s, %s prompts, %,d items".formatted(rule, prompts, items);
    boolean asked = prompts.equals("mixed") && items < FEW_ITEMS;
    if (rule.equals("aligned") && prompts.equals("mixed")) {
      return Figure.atLeast(asked ? 30_000 : 5_000, what, rate, "prompts/s");
    }
    if (asked && rule.equals("ngram")) {
      return Figure.atLeast(300_000, what, rate, "prompts/s");
    }
    if (asked && rule.equals("fuzzy")) {
      return Figure.atLeast(4_000, what, rate, "prompts/s");
    }
    return Figure.of(what, rate, "prompts/s");
  }

  /**
   * The fuzzy rule as a multiple of the plain loop of the same run. The loop takes 0.75 of the time
   * of rapidfuzz 3.14 without a cutoff, so that 30 times rapidfuzz is 22 times the loop.
   */
  private static Figure multiple(String prompts, int items, double multiple) {
    String what = "fuzzy / plain, %s prompts, %,d items".formatted(prompts, items);
    return prompts.equals("vignettes") && items < FEW_ITEMS
        ? Figure.atLeast(22, what, multiple, "x")
        : Figure.of(what, multiple, "x");
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace(",", ""));
  }
}
