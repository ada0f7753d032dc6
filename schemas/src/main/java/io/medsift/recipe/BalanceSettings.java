package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;

/**
 * The gate balance: how many samples of a track are kept at most.
 *
 * @param perPrompt with the same prompt, null for any number
 * @param perSource of one source, null for any number
 * @param perCluster of one cluster of prompts, null for any number
 * @param perLabel of one label of clusters, null for any number
 * @param sources source to its own limit, in place of {@code perSource}
 * @param clusters number of a cluster to its own limit, likewise
 * @param labels label to its own limit, likewise
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BalanceSettings(
    Integer perPrompt,
    Integer perSource,
    Integer perCluster,
    Integer perLabel,
    Map<String, Integer> sources,
    Map<String, Integer> clusters,
    Map<String, Integer> labels)
    implements Serializable {

  /** No limit. */
  public static final BalanceSettings DEFAULT =
      new BalanceSettings(null, null, null, null, null, null, null);

  public BalanceSettings {
    sources = sources == null ? Map.of() : Map.copyOf(sources);
    clusters = clusters == null ? Map.of() : Map.copyOf(clusters);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  /** By what samples are counted, in the order in which limits are looked at. */
  public enum Quota {
    PROMPT,
    SOURCE,
    CLUSTER,
    LABEL;

    /** The spelling in evidence. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether samples are counted by {@code quota}, of whatever value. */
  public boolean counts(Quota quota) {
    return limit(quota) != null || !own(quota).isEmpty();
  }

  /**
   * Returns how many samples of one value stay at most, null for any number.
   *
   * @param value hash of the prompt, name of the source, number of the cluster, or label
   */
  public Integer limit(Quota quota, String value) {
    return own(quota).getOrDefault(value, limit(quota));
  }

  private Integer limit(Quota quota) {
    return switch (quota) {
      case PROMPT -> perPrompt;
      case SOURCE -> perSource;
      case CLUSTER -> perCluster;
      case LABEL -> perLabel;
    };
  }

  private Map<String, Integer> own(Quota quota) {
    return switch (quota) {
      case PROMPT -> Map.of();
      case SOURCE -> sources;
      case CLUSTER -> clusters;
      case LABEL -> labels;
    };
  }
}
