/** Text primitives shared by the algorithms, equal to those of Python to the code point. */
package io.medsift.text;
