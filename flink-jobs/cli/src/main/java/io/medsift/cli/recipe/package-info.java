/** {@code medsift recipe}: shows and checks recipes. */
package io.medsift.cli.recipe;
