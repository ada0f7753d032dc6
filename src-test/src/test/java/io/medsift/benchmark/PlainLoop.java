package io.medsift.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The yardstick of the whole job: what anything does that reads a sample as JSON and writes a row.
 * One thread parses, adds a verdict, writes the row and hashes it, by Jackson and the JDK alone.
 */
final class PlainLoop {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlainLoop() {}

  /** CPU time of one sample, in microseconds. */
  static double micros(List<byte[]> samples) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long[] sum = new long[1];
    long nanos =
        CpuTime.fastest(
            () -> {
              for (byte[] sample : samples) {
                sum[0] += digest.digest(row(sample))[0];
              }
            });
    if (sum[0] == 0) {
      throw new IllegalStateException("no row has a hash");
    }
    return nanos / 1e3 / samples.size();
  }

  private static byte[] row(byte[] sample) {
    try {
      ObjectNode row = JSON.createObjectNode();
      row.set("sample", JSON.readTree(sample));
      row.putObject("verdict").put("decision", "accepted");
      return JSON.writeValueAsBytes(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sample is no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
