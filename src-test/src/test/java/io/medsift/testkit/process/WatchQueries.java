package io.medsift.testkit.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What dashboard and alerts ask Prometheus, as it stands in {@code deploy/watch}. */
public final class WatchQueries {
  public static final Path WATCH = Path.of("..", "deploy", "watch");

  private static final Pattern SELECTOR =
      Pattern.compile("\\b(flink_\\w++(?![.(])|up)(\\{[^}]*})?");

  private WatchQueries() {}

  /**
   * The expressions of the dashboard, by panel and letter, as Grafana would send them.
   *
   * @param interval what Grafana puts for its own intervals
   */
  public static Map<String, String> ofDashboard(String interval) throws IOException {
    Map<String, String> queries = new TreeMap<>();
    JsonNode dashboard = new ObjectMapper().readTree(WATCH.resolve("dashboard.json").toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.put(
            panel.get("title").asText() + " " + target.get("refId").asText(),
            target
                .get("expr")
                .asText()
                .replace("$__rate_interval", interval)
                .replace("$__range", interval));
      }
    }
    return queries;
  }

  /** The conditions of the alerts, by name. */
  public static Map<String, String> ofAlerts() throws IOException {
    Map<String, String> conditions = new TreeMap<>();
    JsonNode rules =
        new ObjectMapper(new YAMLFactory()).readTree(WATCH.resolve("alerts.yaml").toFile());
    for (JsonNode rule : rules.at("/groups/0/rules")) {
      conditions.put(rule.get("alert").asText(), rule.get("expr").asText());
    }
    return conditions;
  }

  /** The series that an expression names, each as an expression of its own. */
  public static List<String> selectors(String expression) {
    return SELECTOR.matcher(expression).results().map(MatchResult::group).distinct().toList();
  }

  /** Names of all metrics that are asked for. */
  public static Set<String> metrics() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Map<String, String> queries : List.of(ofDashboard("1m"), ofAlerts())) {
      for (String query : queries.values()) {
        SELECTOR.matcher(query).results().forEach(found -> names.add(found.group(1)));
      }
    }
    names.remove("up");
    return names;
  }
}
