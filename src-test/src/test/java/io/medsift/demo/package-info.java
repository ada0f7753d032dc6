/** Writes the demo data that ships with the product, from facts and templates of our own. */
package io.medsift.demo;
