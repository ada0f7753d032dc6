package io.medsift.review.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreemapTest {
  @Test
  void coversTheRectangleInProportion() {
    double[] weights = {60, 30, 20, 10, 8, 4, 1};
    List<Treemap.Tile> tiles = Treemap.of(weights, 400, 200);
    for (int i = 0; i < weights.length; i++) {
      Treemap.Tile tile = tiles.get(i);
      assertThat(tile.width() * tile.height()).isCloseTo(80_000 * weights[i] / 133, within(1e-6));
      assertThat(tile.x() + tile.width()).isLessThanOrEqualTo(400 + 1e-9);
      assertThat(tile.y() + tile.height()).isLessThanOrEqualTo(200 + 1e-9);
    }
  }
}
