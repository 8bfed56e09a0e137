package org.espalier.analysis.subnetwork;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.MaskLayer;

/**
 * The singular values of a weight matrix, and with {@link EffectiveRank} how many of them count. A convolution
 * {@code [outputs, inputs, height, width]} is taken as the matrix {@code [outputs, inputs * height * width]} that multiplies
 * a patch; its singular values are not those of the convolution as a map of images.
 *
 * @param rows           of the matrix
 * @param columns        of the matrix
 * @param singularValues {@code [min(rows, columns)]}, falling
 */
public record WeightSpectrum(int rows, int columns, double[] singularValues) {

    public WeightSpectrum {
        singularValues = singularValues.clone();
    }

    /**
     * Of any matrix: a QR decomposition of the longer side, then an SVD of the small triangle; never of {@code W W^T}, which
     * would cost half of the digits. Cost: {@code O(rows columns min(rows, columns))}.
     *
     * @param matrix {@code [rows, columns]}, row by row; not modified
     * @throws InvalidInputException if the length is not the shape's or a value is not finite
     */
    public static WeightSpectrum of(double[] matrix, int rows, int columns) {
        if (rows < 1 || columns < 1 || (long) rows * columns != matrix.length) {
            throw new InvalidInputException("a matrix of " + rows + " x " + columns + " has " + matrix.length + " values");
        }
        double largest = 0;
        for (int i = 0; i < matrix.length; i++) {
            if (!Double.isFinite(matrix[i])) {
                throw new InvalidInputException("the value at " + i / columns + ", " + i % columns
                    + " (counted from 0) of a weight matrix is " + matrix[i] + "; expected a finite number");
            }
            largest = Math.max(largest, Math.abs(matrix[i]));
        }
        double[] values = new double[Math.min(rows, columns)];
        if (largest > 0) {
            DMatrixRMaj scaled = new DMatrixRMaj(rows, columns);
            for (int i = 0; i < matrix.length; i++) {
                scaled.data[i] = matrix[i] / largest;
            }
            values = decomposed(rows >= columns ? scaled : CommonOps_DDRM.transpose(scaled, null));
            for (int i = 0; i < values.length; i++) {
                values[i] *= largest;
            }
        }
        return new WeightSpectrum(rows, columns, values);
    }

    /** @param tall at least as many rows as columns; overwritten */
    private static double[] decomposed(DMatrixRMaj tall) {
        DMatrixRMaj square = tall;
        if (tall.numRows > tall.numCols) {
            QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(tall.numRows, tall.numCols);
            // Its answer is false where a column is zero; the triangle is right all the same.
            qr.decompose(tall);
            square = qr.getR(null, true);
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
            DecompositionFactory_DDRM.svd(square.numRows, square.numCols, false, false, false);
        if (!svd.decompose(square)) {
            throw new InvalidInputException("the singular values of a weight matrix did not converge");
        }
        double[] ascending = Arrays.copyOf(svd.getSingularValues(), tall.numCols);
        Arrays.sort(ascending);
        double[] values = new double[ascending.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ascending[values.length - 1 - i];
        }
        return values;
    }

    /**
     * Of a layer's weights where they are kept and zero elsewhere.
     *
     * @param weights as many as the layer has; not modified
     * @throws InvalidInputException if the weight is neither linear nor a convolution, or the lengths differ
     */
    public static WeightSpectrum ofMasked(MaskLayer layer, float[] weights) {
        LayerShape shape = LayerShape.of(layer);
        if (weights.length != layer.size()) {
            throw new InvalidInputException("layer " + layer.name() + " has " + layer.size() + " weights, not "
                + weights.length);
        }
        double[] masked = new double[weights.length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = layer.kept(i) ? weights[i] : 0;
        }
        return of(masked, shape.outputs(), shape.columns());
    }

    /** A copy. */
    @Override
    public double[] singularValues() {
        return singularValues.clone();
    }

    /** How many directions count, in the stated way; NaN of a matrix of zeros. The stable rank is {@link EffectiveRank#STABLE}. */
    public double rank(EffectiveRank rank) {
        return rank.of(singularValues);
    }

    /** The largest singular value. */
    public double spectralNorm() {
        return singularValues[0];
    }
}
