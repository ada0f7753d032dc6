package io.medsift.testkit.process;

import io.medsift.testkit.endpoint.FakeEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A model server in a process of its own, so that its work and memory are not the job's. */
public final class EndpointProcess implements AutoCloseable {
  private static final String REPLY =
      "{\"rationale\": \"It says what the reference says.\", \"score\": 8}";

  private final Process process;
  private final String baseUrl;

  private EndpointProcess(Process process, String baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /** A server that takes so long for each answer. */
  public static EndpointProcess start(Duration latency) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                EndpointProcess.class.getName(),
                Long.toString(latency.toMillis()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // Flags for the measured process, such as those of a profiler, are not the server's.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new EndpointProcess(process, out.readLine());
  }

  public String baseUrl() {
    return baseUrl;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: prints its address, then serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    try (FakeEndpoint endpoint =
        FakeEndpoint.start(call -> REPLY)
            .forgetful()
            .latency(Duration.ofMillis(Long.parseLong(arguments[0])))) {
      System.out.println(endpoint.baseUrl());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
