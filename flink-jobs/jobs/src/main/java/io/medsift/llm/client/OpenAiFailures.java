package io.medsift.llm.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import io.medsift.text.Text;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts exceptions of the client library: kind and message of the endpoint, without the key. */
final class OpenAiFailures {

  private static final int MAX_LENGTH = 500;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final URI baseUrl;
  private final ApiKey key;
  private final Duration timeout;

  OpenAiFailures(URI baseUrl, ApiKey key, Duration timeout) {
    this.baseUrl = baseUrl;
    this.key = key;
    this.timeout = timeout;
  }

  ModelException of(OpenAIException exception) {
    if (exception instanceof OpenAIServiceException response) {
      return rejected(response);
    }
    return lost(exception);
  }

  private ModelException rejected(OpenAIServiceException response) {
    String message = messageOf(response);
    FailureKind kind = kind(response.statusCode(), response.code().orElse(""), message);
    return new ModelException(
        kind,
        "the endpoint answered " + response.statusCode() + ": " + message,
        retryAfter(response.headers()).orElse(null),
        TokenUsage.NONE);
  }

  private static Optional<Duration> retryAfter(Headers headers) {
    return RetryAfter.in(headers::values, Instant.now());
  }

  private static FailureKind kind(int status, String code, String message) {
    return switch (status) {
      case UNAUTHORISED, FORBIDDEN -> FailureKind.UNAUTHORISED;
      case NOT_FOUND -> FailureKind.NOT_FOUND;
      case REQUEST_TIMEOUT, CONFLICT -> FailureKind.SERVER_ERROR;
      case TOO_MANY_REQUESTS ->
          code.equals("insufficient_quota") ? FailureKind.QUOTA_SPENT : FailureKind.RATE_LIMITED;
      default -> {
        if (status >= SERVER_ERROR) {
          yield FailureKind.SERVER_ERROR;
        }
        if (status >= BAD_REQUEST && isContentFilter(code, message)) {
          yield FailureKind.CONTENT_FILTERED;
        }
        // A success that is not JSON, or a redirect to something that is not an endpoint.
        yield status < BAD_REQUEST ? FailureKind.BROKEN_REPLY : FailureKind.BAD_REQUEST;
      }
    };
  }

  private static boolean isContentFilter(String code, String message) {
    return code.equals("content_filter")
        || code.equals("content_policy_violation")
        || Text.lowerCase(message).contains("content management policy");
  }

  private String messageOf(OpenAIServiceException response) {
    // Proxies answer without a body, which cannot be converted.
    boolean empty = response.body().isMissing();
    JsonNode body = empty ? null : response.body().convert(JsonNode.class);
    if (body == null || !body.isObject()) {
      return messageOf((Throwable) response);
    }
    JsonNode error = body.path("error");
    return Stream.of(error.path("message"), error, body.path("message"), body.path("detail"))
        .filter(JsonNode::isTextual)
        .findFirst()
        .map(text -> shown(text.asText()))
        .orElseGet(() -> shown(body.toString()));
  }

  /** A reply that did not arrive, or not as JSON; the library wraps the cause in several ways. */
  private ModelException lost(OpenAIException lost) {
    IOException network = null;
    for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReplyLimit.ExceededException) {
        return new ModelException(FailureKind.TOO_LONG, cause.getMessage());
      }
      if (cause instanceof InterruptedIOException) {
        return new ModelException(
            FailureKind.TIMEOUT, "no complete reply within " + timeout.toMillis() + " ms");
      }
      boolean parsing = cause instanceof JsonProcessingException;
      if (network == null && !parsing && cause instanceof IOException found) {
        network = found;
      }
    }
    if (network == null) {
      return new ModelException(
          FailureKind.BROKEN_REPLY, "the reply is not a chat completion: " + messageOf(lost));
    }
    Optional<String> unreachable = unreachable(network);
    return new ModelException(
        FailureKind.CONNECTION,
        unreachable.isPresent()
            ? "the endpoint %s cannot be reached: %s".formatted(baseUrl, unreachable.get())
            : "the connection failed: " + messageOf(network));
  }

  /** Returns why no connection was made; empty if it was lost later. */
  private Optional<String> unreachable(IOException network) {
    for (Throwable cause = network; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of("unknown host");
      }
      if (cause instanceof ConnectException && cause.getCause() == null) {
        return Optional.of(messageOf(cause));
      }
      if (cause instanceof NoRouteToHostException) {
        return Optional.of(messageOf(cause));
      }
    }
    return Optional.empty();
  }

  private String messageOf(Throwable exception) {
    return shown(
        exception.getMessage() == null
            ? exception.getClass().getSimpleName()
            : exception.getMessage());
  }

  /** Returns the message on one line, shortened and without the key. */
  String shown(String message) {
    String line = key.hideIn(message).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return Text.shortened(line, MAX_LENGTH);
  }
}
