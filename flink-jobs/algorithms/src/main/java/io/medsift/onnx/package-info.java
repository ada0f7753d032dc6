/** ONNX models read and written field by field: the few messages of onnx.proto that are needed. */
package io.medsift.onnx;
