package io.medsift.cli.centroids;

import io.medsift.embedding.store.VectorFormat;
import io.medsift.kafka.KafkaConnection;
import io.medsift.rows.RowFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What a person asked to be embedded.
 *
 * @param inputs files; none where a topic is read
 * @param connection null where files are read, as {@code topic}
 * @param parts null for as many as the input calls for
 */
record EmbeddingRequest(
    List<RowFile> inputs,
    KafkaConnection connection,
    String topic,
    String field,
    VectorFormat format,
    Integer parts,
    int parallelism,
    Path out) {

  EmbeddingRequest {
    inputs = List.copyOf(inputs);
  }
}
