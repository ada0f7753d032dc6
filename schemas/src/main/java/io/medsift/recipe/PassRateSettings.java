package io.medsift.recipe;

import java.io.Serializable;

/**
 * The gate pass_rate: samples stay whose prompt has {@code min <= rate <= max}.
 *
 * @param min least share of correct responses, 0 to 1
 * @param max greatest share of correct responses, 0 to 1
 */
public record PassRateSettings(double min, double max) implements Serializable {

  /** Every rate. */
  public static final PassRateSettings DEFAULT = new PassRateSettings(0, 1);
}
