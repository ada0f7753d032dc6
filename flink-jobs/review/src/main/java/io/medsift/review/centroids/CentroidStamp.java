package io.medsift.review.centroids;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.CentroidManifest;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;

/** What is needed to make the artifact again. */
record CentroidStamp(CentroidArtifact artifact) implements Section {
  @Override
  public void write(Html html) {
    CentroidManifest manifest = artifact.manifest();
    html.div("card").open("dl");
    row(html, "Fingerprint", artifact.fingerprint());
    row(html, "Embedding model", manifest.model().id());
    row(html, "Model sha256", manifest.model().sha256());
    row(html, "Seed", Long.toString(manifest.seed()));
    row(
        html,
        "Training",
        Formats.count(manifest.training().prompts())
            + " prompts, "
            + Formats.count(manifest.training().distinctPrompts())
            + " distinct, "
            + manifest.training().iterations()
            + " iterations");
    if (manifest.isLabelled()) {
      row(html, "Label set", String.join(", ", manifest.labels()));
      row(html, "Classifier", manifest.classifier().kind());
      row(html, "How", manifest.classifier().description());
      row(html, "Prompt sha256", manifest.classifier().sha256());
    }
    html.close(2);
  }

  private static void row(Html html, String name, String value) {
    html.element("dt", "", name).element("dd", "", value);
  }
}
