/** JSON as Medsift writes it, and the problems of JSON that it cannot read. */
package io.medsift.json;
