/** Matrix products on ONNX Runtime, by graphs that are written here, operator by operator. */
package io.medsift.centroids.product;
