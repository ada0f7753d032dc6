/** The model jobs from topic to topic, with a model that fails at times. */
package io.medsift.integration.model;
