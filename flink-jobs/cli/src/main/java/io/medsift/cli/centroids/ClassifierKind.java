package io.medsift.cli.centroids;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Who classifies prompts. */
enum ClassifierKind {
  ENDPOINT("endpoint"),
  NEAREST_DESCRIPTION("nearest-description");

  private final String text;

  ClassifierKind(String text) {
    this.text = text;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return text;
  }

  /** Reads the command line. */
  static final class Converter implements ITypeConverter<ClassifierKind> {
    @Override
    public ClassifierKind convert(String value) {
      for (ClassifierKind kind : values()) {
        if (kind.text.equals(value)) {
          return kind;
        }
      }
      throw new TypeConversionException(
          "must be one of " + List.of(values()) + ", got '" + value + "'");
    }
  }
}
