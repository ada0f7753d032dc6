/**
 * Language models behind an OpenAI-compatible endpoint: what is asked, what comes back, and what is
 * done when nothing does. Plain Java; jobs and commands bring the threads.
 */
package io.medsift.llm.client;
