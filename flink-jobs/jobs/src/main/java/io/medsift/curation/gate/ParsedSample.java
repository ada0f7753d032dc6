package io.medsift.curation.gate;

import io.medsift.sample.Sample;

/** A sample before the gates that read its text. */
public record ParsedSample(Envelope envelope, Sample sample) {}
