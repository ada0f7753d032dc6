/** The gate that embeds a prompt, finds its cluster, and keeps what the recipe's labels name. */
package io.medsift.curation.domain;
