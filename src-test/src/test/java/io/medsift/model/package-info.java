/** The model client against a server that fails. */
package io.medsift.model;
