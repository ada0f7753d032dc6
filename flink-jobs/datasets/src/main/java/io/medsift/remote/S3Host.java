package io.medsift.remote;

import static java.lang.String.format;

import io.medsift.remote.RemotePath.S3Path;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files of one bucket. Credentials, region and address are found as the AWS SDK finds them; an
 * address of one's own ({@code AWS_ENDPOINT_URL_S3}) is spoken to in path style, as MinIO and
 * others want it.
 */
final class S3Host implements RemoteHost {
  private static final String ANY_REGION = "us-east-1";

  private final RemoteSettings settings;
  private final S3Path path;
  private final URI endpoint;
  private final S3Client client;

  S3Host(RemoteSettings settings, S3Path path) throws RemoteException {
    this.settings = settings;
    this.path = path;
    this.endpoint = endpoint();
    this.client = client();
  }

  private static URI endpoint() throws RemoteException {
    Optional<String> address =
        Stream.of(
                System.getProperty("aws.endpointUrlS3"),
                System.getenv("AWS_ENDPOINT_URL_S3"),
                System.getProperty("aws.endpointUrl"),
                System.getenv("AWS_ENDPOINT_URL"))
            .filter(value -> value != null && !value.isBlank())
            .findFirst();
    try {
      return address.map(URI::create).orElse(null);
    } catch (IllegalArgumentException e) {
      throw RemoteException.wrongName(
          "AWS_ENDPOINT_URL is not an address", "Set it to one such as http://minio.example:9000.");
    }
  }

  private S3Client client() throws RemoteException {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.readTimeout()))
            // What other servers of S3 send besides is not what AWS sends.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(endpoint != null)
            .crossRegionAccessEnabled(endpoint == null);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.region(region()).build();
  }

  private Region region() throws RemoteException {
    try {
      // On a host of one's own nobody answers for the machine, which the whole chain would ask.
      return endpoint == null
          ? DefaultAwsRegionProviderChain.builder().build().getRegion()
          : new AwsRegionProviderChain(
                  new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
              .getRegion();
    } catch (SdkClientException e) {
      // Any is right for a host of one's own, and AWS names the right one of a bucket.
      return Region.of(ANY_REGION);
    }
  }

  /** The objects under a prefix, in the order of their keys. */
  List<RemoteFile> files(String prefix) throws IOException {
    settings.requireNetwork(path);
    List<RemoteFile> files = new ArrayList<>();
    try {
      client
          .listObjectsV2Paginator(
              ListObjectsV2Request.builder().bucket(path.bucket()).prefix(prefix).build())
          .contents()
          .forEach(
              object -> {
                if (!object.key().endsWith("/")) {
                  files.add(file(object));
                }
              });
    } catch (SdkException e) {
      throw failure(e, true);
    }
    return files;
  }

  private RemoteFile file(S3Object object) {
    Path local =
        new PlainCache(settings.fileCache())
            .local(
                "s3",
                object.key().substring(object.key().lastIndexOf('/') + 1),
                String.valueOf(endpoint),
                path.bucket(),
                object.key(),
                object.eTag(),
                String.valueOf(object.size()));
    return new RemoteFile(
        "s3://" + path.bucket() + "/" + object.key(),
        object.key(),
        object.size(),
        object.eTag(),
        null,
        local,
        PlainCache.partial(local),
        this,
        settings);
  }

  @Override
  public Body open(RemoteFile file, long from, long to) throws IOException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(path.bucket()).key(file.path()).ifMatch(file.version());
    if (from > 0 || to < file.size()) {
      request.range("bytes=" + from + "-" + (to - 1));
    }
    try {
      ResponseInputStream<GetObjectResponse> content = client.getObject(request.build());
      return new Body(start(content, file, from, to), content);
    } catch (SdkException e) {
      throw failure(e, false);
    }
  }

  /** The byte that a content begins with: not every server of S3 sends parts. */
  private static long start(
      ResponseInputStream<GetObjectResponse> content, RemoteFile file, long from, long to)
      throws IOException {
    String range = content.response().contentRange();
    if (range == null) {
      return 0;
    }
    if (!range.matches("bytes " + from + "-" + (to - 1) + "/(" + file.size() + "|\\*)")) {
      content.abort();
      throw new TransientException(
          "S3 sent a range other than the one requested", (Throwable) null);
    }
    return from;
  }

  private IOException failure(SdkException e, boolean listing) {
    if (e instanceof AwsServiceException service) {
      int status = service.statusCode();
      String code =
          service.awsErrorDetails() == null
              ? "no code"
              : String.valueOf(service.awsErrorDetails().errorCode());
      if (code.equals("NoSuchBucket")) {
        return RemoteException.wrongName(
            "there is no bucket " + path.bucket(),
            "Check the name, the region and AWS_ENDPOINT_URL.");
      }
      if (status == 404) {
        return RemoteException.wrongName(path + " does not exist", "Check the key.");
      }
      if (status == 412) {
        return RemoteException.failed(
            path + " has changed while it was read", "Run the command again.", e);
      }
      if (status == 401 || status == 403) {
        return RemoteException.failed(
            format(
                "S3 forbids %s the bucket %s (%s)",
                listing ? "listing" : "reading", path.bucket(), HttpRequests.oneLine(code)),
            "Check the credentials, which are found as the AWS SDK finds them (AWS_ACCESS_KEY_ID,"
                + " AWS_PROFILE, ...), and the rights s3:ListBucket and s3:GetObject.",
            e);
      }
      if (status >= 500 || status == 429) {
        // Of a list the SDK has tried again itself.
        return listing
            ? refused(format(Locale.ROOT, "S3 answered %d", status), e)
            : new TransientException(format(Locale.ROOT, "S3 answered %d", status), e);
      }
      return refused(
          format(Locale.ROOT, "S3 answered %d (%s)", status, HttpRequests.oneLine(code)), e);
    }
    String message = HttpRequests.oneLine(String.valueOf(e.getMessage()));
    if (message.contains("credentials")) {
      return RemoteException.failed(
          "there are no credentials for " + path,
          "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or credentials in"
              + " another place that the AWS SDK reads.",
          e);
    }
    return listing ? refused(message, e) : new TransientException(message, e);
  }

  private RemoteException refused(String what, SdkException e) {
    return RemoteException.failed(
        path + ": " + what, "Check the network, the region and AWS_ENDPOINT_URL.", e);
  }
}
