/** How a sample's question is put to a model that is to answer it. */
package io.medsift.llm.prompt;
