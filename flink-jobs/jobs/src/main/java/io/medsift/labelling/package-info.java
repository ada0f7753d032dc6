/**
 * Labels for trained clusters: the prompts nearest to each centre are classified one by one, by a
 * language model or by written descriptions, and the majority names the cluster.
 */
package io.medsift.labelling;
