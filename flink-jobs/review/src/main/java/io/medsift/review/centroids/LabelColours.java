package io.medsift.review.centroids;

import io.medsift.centroids.CentroidManifest;
import java.util.List;

/** A style class for each label, in the order of the label set; colours repeat after twelve. */
public record LabelColours(List<String> labels) {
  private static final int COLOURS = 12;

  /** The colours of an artifact. */
  public static LabelColours of(CentroidManifest manifest) {
    return new LabelColours(manifest.labels());
  }

  /** The class of a label, null for none. */
  public String of(String label) {
    int index = label == null ? -1 : labels.indexOf(label);
    return index < 0 ? "label-none" : "label-" + index % COLOURS;
  }
}
