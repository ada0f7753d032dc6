package io.medsift.centroids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTest {

  private static final List<String> LABELS = List.of("Medical", "Biology", "Law");

  @Test
  void theMajorityNamesTheCluster() {
    Cluster cluster = Cluster.byMajority(LABELS, 40, votes("Law", "Biology", "Law", "Medical"));
    assertThat(cluster.label()).isEqualTo("Law");
    assertThat(cluster.agreement()).isEqualTo(0.5);
    assertThat(cluster.size()).isEqualTo(40);
    assertThat(cluster.votes()).containsEntry("Law", 2).containsEntry("Biology", 1).hasSize(3);
  }

  @Test
  void amongEqualVotesTheNearerPromptsWin() {
    assertThat(Cluster.byMajority(LABELS, 4, votes("Biology", "Biology", "Medical", "Medical")))
        .extracting(Cluster::label)
        .isEqualTo("Biology");
  }

  @Test
  void amongEqualVotesAndSimilaritiesTheFirstLabelWins() {
    List<Cluster.NearestPrompt> nearest =
        List.of(
            new Cluster.NearestPrompt("a", 0.25, "Law"),
            new Cluster.NearestPrompt("b", 0.25, "Biology"));
    assertThat(Cluster.byMajority(LABELS, 2, nearest).label()).isEqualTo("Biology");
  }

  @Test
  void aPromptWithoutALabelDoesNotVote() {
    List<Cluster.NearestPrompt> nearest =
        List.of(
            new Cluster.NearestPrompt("a", 0.1, null),
            new Cluster.NearestPrompt("b", 0.2, "Law"),
            new Cluster.NearestPrompt("c", 0.3, "Law"),
            new Cluster.NearestPrompt("d", 0.4, "Biology"));
    Cluster cluster = Cluster.byMajority(LABELS, 4, nearest);
    assertThat(cluster.label()).isEqualTo("Law");
    assertThat(cluster.agreement()).isEqualTo(2.0 / 3);
  }

  @Test
  void withoutAnyVoteItIsTheLastLabelAndNobodyAgrees() {
    Cluster cluster =
        Cluster.byMajority(LABELS, 4, List.of(Cluster.NearestPrompt.unlabelled("a", 0.1)));
    assertThat(cluster.label()).isEqualTo("Law");
    assertThat(cluster.agreement()).isZero();
    assertThat(cluster.votes()).isEmpty();
  }

  @Test
  void refusesAnUnknownLabelAndAnEmptyVote() {
    assertThatThrownBy(() -> Cluster.byMajority(LABELS, 1, votes("Poetry")))
        .hasMessage("label \"Poetry\" is not one of [Medical, Biology, Law]");
    assertThatThrownBy(() -> Cluster.byMajority(LABELS, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Cluster.NearestPrompt> votes(String... labels) {
    List<Cluster.NearestPrompt> nearest = new ArrayList<>();
    for (String label : labels) {
      nearest.add(
          new Cluster.NearestPrompt("prompt " + nearest.size(), nearest.size() * 0.1, label));
    }
    return nearest;
  }
}
