package io.medsift.embedding;

/** A token that is recognised where it is written out in a text. */
record SpecialToken(String text, int piece) {}
