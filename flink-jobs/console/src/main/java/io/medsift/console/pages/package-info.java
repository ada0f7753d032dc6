/** The pages of the console. */
package io.medsift.console.pages;
