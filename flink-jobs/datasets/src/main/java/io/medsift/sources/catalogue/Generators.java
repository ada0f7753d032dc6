package io.medsift.sources.catalogue;

/** Models that wrote whole datasets, whose rows therefore do not name them. */
final class Generators {
  static final String R1 = "DeepSeek-R1";
  static final String R1_DISTILL_QWEN_32B = "DeepSeek-R1-Distill-Qwen-32B";
  static final String GEMINI_FLASH_THINKING = "Gemini-2.0-Flash-Thinking";

  private Generators() {}
}
