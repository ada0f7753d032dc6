/** Storage on the disk of a process while it runs. */
package io.medsift.store;
