package io.medsift.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.centroids.CentroidTrainer;
import io.medsift.centroids.LabelDescriptions;
import io.medsift.centroids.NearestDescriptionLabeller;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains the small centroid artifact that ships with the product, on our own prompts.
 *
 * <p>Arguments: the prompts, one JSON object a line, and the directory to write, which must not be
 * there yet.
 */
public final class DemoCentroids {
  private static final int CLUSTERS = 64;
  private static final long SEED = 1;

  private DemoCentroids() {}

  /** Trains and writes. */
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> prompts = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      prompts.add(json.readTree(line).get("prompt").asText());
    }
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      NearestDescriptionLabeller labeller =
          new NearestDescriptionLabeller(LabelDescriptions.bundled(), encoder);
      CentroidTrainer.train(prompts, CLUSTERS, SEED, encoder, labeller)
          .write(Path.of(arguments[1]));
    }
  }
}
