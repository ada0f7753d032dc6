/** {@code medsift rebuild}: a whole recipe, from the published datasets to a dataset folder. */
package io.medsift.cli.rebuild;
