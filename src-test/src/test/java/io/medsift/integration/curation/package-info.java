/** The curation job from topic to topic: verdicts, order, restarts, replay. */
package io.medsift.integration.curation;
