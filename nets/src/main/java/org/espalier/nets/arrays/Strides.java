package org.espalier.nets.arrays;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;

/**
 * Where the elements of an array lie: element {@code (i, j, ...)} is number {@code i * strides[0] + j * strides[1] + ...}
 * from the first.
 *
 * @param shape   lengths of the axes, none negative
 * @param strides one an axis, none negative; all in elements
 */
record Strides(long[] shape, long[] strides) {

    /** The last index runs fastest. */
    static Strides rowByRow(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, shape[d]));
        }
        return new Strides(shape, strides);
    }

    /** The first index runs fastest, as in Fortran. */
    static Strides columnByColumn(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int d = 0; d < shape.length; d++) {
            strides[d] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, shape[d]));
        }
        return new Strides(shape, strides);
    }

    /**
     * The number of elements.
     *
     * @throws InvalidInputException if a length is negative or the number leaves the range of a long, also where another length is 0
     */
    static long size(long[] shape) {
        long size = 1;
        boolean empty = false;
        for (long length : shape) {
            if (length < 0 || length > 0 && size > Long.MAX_VALUE / 16 / length) {
                throw new InvalidInputException("has the shape " + Arrays.toString(shape) + ", which is out of range");
            }
            empty |= length == 0;
            size *= Math.max(1, length);
        }
        return empty ? 0 : size;
    }

    /**
     * One more than the number of the last element; 0 where there is none.
     *
     * @throws ArithmeticException where it leaves the range of a long
     */
    long extent() {
        long last = 0;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] == 0) {
                return 0;
            }
            last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, strides[d]));
        }
        return Math.addExact(last, 1);
    }

    /** Whether elements lie row by row without holes. */
    boolean contiguous() {
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1 && strides[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    /**
     * Puts elements row by row.
     *
     * @param from an array of a primitive type, {@code [extent()]}
     * @param to   of the same type, {@code [size]}, modified; {@code width} elements of both make one of these
     */
    void gather(Object from, Object to, int width) {
        int axes = shape.length;
        if (axes == 0) {
            System.arraycopy(from, 0, to, 0, width);
            return;
        }
        int inner = (int) shape[axes - 1];
        int step = (int) strides[axes - 1];
        int[] index = new int[axes];
        int rows = inner == 0 ? 0 : (int) (size(shape) / inner);
        int at = 0;
        int start = 0;
        for (int row = 0; row < rows; row++) {
            if (step == 1) {
                System.arraycopy(from, start * width, to, at * width, inner * width);
                at += inner;
            } else {
                for (int i = 0; i < inner; i++) {
                    System.arraycopy(from, (start + i * step) * width, to, at++ * width, width);
                }
            }
            for (int d = axes - 2; d >= 0; d--) {
                start += (int) strides[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                start -= (int) (index[d] * strides[d]);
                index[d] = 0;
            }
        }
    }
}
