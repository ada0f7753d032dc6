package io.medsift.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Texts and the vectors that one machine computes for them, to be compared with another's.
 *
 * <p>In a file, the first line is {@code {"machine": ..., "model": ...}} and each other line {@code
 * {"text": ..., "vector": ...}}, the vector as little-endian floats in Base64.
 *
 * @param machine the processor and whatever else is known of where the vectors were computed
 * @param model SHA-256 of the ONNX file
 */
public record EncoderVectors(
    String machine, String model, List<String> texts, List<float[]> vectors) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The vectors of an encoder, one text after the other. */
  public static EncoderVectors of(String machine, SentenceEncoder encoder, List<String> texts) {
    return new EncoderVectors(
        machine, encoder.model().sha256(), texts, texts.stream().map(encoder::encode).toList());
  }

  /** Reads a file of {@link #write}. */
  public static EncoderVectors read(InputStream stream) throws IOException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      JsonNode header = JSON.readTree(reader.readLine());
      List<String> texts = new ArrayList<>();
      List<float[]> vectors = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode row = JSON.readTree(line);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(row.get("vector").asText()));
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        texts.add(row.get("text").asText());
        vectors.add(vector);
      }
      return new EncoderVectors(
          header.get("machine").asText(), header.get("model").asText(), texts, vectors);
    }
  }

  /** Writes the file, which must not exist. */
  public void write(Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
      writer.write(JSON.writeValueAsString(Map.of("machine", machine, "model", model)) + "\n");
      for (int i = 0; i < texts.size(); i++) {
        float[] vector = vectors.get(i);
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
        writer.write(
            JSON.createObjectNode()
                    .put("text", texts.get(i))
                    .put("vector", Base64.getEncoder().encodeToString(bytes.array()))
                + "\n");
      }
    }
  }

  /** The Euclidean length of the difference of two vectors. */
  public static double distance(float[] left, float[] right) {
    double squares = 0;
    for (int i = 0; i < left.length; i++) {
      double difference = (double) left[i] - right[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
