/** Prompts for models: templates in versioned files, and what is filled in. */
package io.medsift.llm.prompt;
