/** The order of the modules and their packages. */
package io.medsift.architecture;
