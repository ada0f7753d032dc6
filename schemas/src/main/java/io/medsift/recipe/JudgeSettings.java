package io.medsift.recipe;

import java.io.Serializable;

/** The judge gate: samples stay at {@code score >= minimum}, 1 to 10. */
public record JudgeSettings(double minimum) implements Serializable {}
