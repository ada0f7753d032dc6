/** The web server of the console: pages, their frame, and who may ask for them. */
package io.medsift.console.web;
