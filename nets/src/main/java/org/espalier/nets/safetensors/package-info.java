/**
 * The safetensors file format: named tensors, with no code in the file.
 *
 * <p>Layout: the header's length as an unsigned 64-bit little-endian number; the header, a JSON object
 * {@code {"name":{"dtype":"F32","shape":[2,3],"data_offsets":[begin,end]},...,"__metadata__":{"key":"text"}}} padded with
 * spaces to a multiple of 8 bytes; the data, little-endian, row by row, where the offsets count from the data's start and
 * cover it without holes or overlap. May not live here: what the tensors mean.
 */
package org.espalier.nets.safetensors;
