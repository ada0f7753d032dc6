package io.medsift.cli.outcome;

import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Versions of the product and of its main dependencies. */
public final class ProductVersion implements IVersionProvider {

  /** The version of Medsift. */
  public static String medsift() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "medsift " + medsift(),
      "Flink " + EnvironmentInformation.getVersion() + ", Kafka " + AppInfoParser.getVersion(),
      "Java " + Runtime.version()
    };
  }
}
