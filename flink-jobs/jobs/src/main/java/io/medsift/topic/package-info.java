/** Parts of topics, by offset. */
package io.medsift.topic;
