/** An HTTP server that speaks the chat-completions interface, with the faults of real ones. */
package io.medsift.testkit.endpoint;
