/** What the responses to one prompt say together: counts, when they are complete, the choice. */
package io.medsift.prompts;
