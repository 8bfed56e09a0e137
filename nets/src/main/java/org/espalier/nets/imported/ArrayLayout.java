package org.espalier.nets.imported;

import java.util.List;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;
import org.espalier.nets.data.ImageShape;

/** In which order a framework keeps the axes of a weight. */
public enum ArrayLayout implements Labelled {
    /** Linear {@code [outputs, inputs]}, convolution {@code [outputs, inputs, height, width]}: ours too. */
    TORCH("torch"),
    /** Linear {@code [inputs, outputs]}, convolution {@code [height, width, inputs, outputs]}, images flattened with channels last. */
    KERAS("keras");

    private final String label;

    ArrayLayout(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    public static List<String> labels() {
        return Labelled.labels(ArrayLayout.class);
    }

    /** @throws InvalidInputException if there is none of that label */
    public static ArrayLayout named(String label) {
        return Labelled.named(ArrayLayout.class, "value of --layout:", label);
    }

    /** The shape a file must have for a parameter of {@code ours}. */
    long[] foreign(long[] ours) {
        if (this == TORCH) {
            return ours;
        }
        return switch (ours.length) {
            case 2 -> new long[] {ours[1], ours[0]};
            case 4 -> new long[] {ours[2], ours[3], ours[1], ours[0]};
            default -> ours;
        };
    }

    /** Where in the file's array the element of each place of ours is, row by row. */
    private int[] places(long[] ours, Optional<ImageShape> flattened) {
        int size = 1;
        for (long length : ours) {
            size = Math.multiplyExact(size, Math.toIntExact(length));
        }
        int[] places = new int[size];
        int outputs = (int) ours[0];
        int inputs = size / outputs;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                places[o * inputs + i] = (ours.length == 2 ? input(i, flattened) : kernel(i, ours)) * outputs + o;
            }
        }
        return places;
    }

    /** Place i of channels, rows, columns is another of rows, columns, channels. */
    private static int input(int i, Optional<ImageShape> flattened) {
        if (flattened.isEmpty()) {
            return i;
        }
        int pixels = flattened.get().height() * flattened.get().width();
        return i % pixels * flattened.get().channels() + i / pixels;
    }

    /** Place i of inputs, height, width is another of height, width, inputs. */
    private static int kernel(int i, long[] ours) {
        int field = (int) (ours[2] * ours[3]);
        return i % field * (int) ours[1] + i / field;
    }

    /**
     * A file's values in our order.
     *
     * @param ours      our shape
     * @param flattened the image whose values a linear layer takes as one vector, if it does
     */
    float[] ours(float[] foreign, long[] ours, Optional<ImageShape> flattened) {
        if (this == TORCH || ours.length == 1) {
            return foreign;
        }
        int[] places = places(ours, flattened);
        float[] ordered = new float[foreign.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = foreign[places[i]];
        }
        return ordered;
    }

    /** As of values, of a mask. */
    boolean[] ours(boolean[] foreign, long[] ours, Optional<ImageShape> flattened) {
        if (this == TORCH || ours.length == 1) {
            return foreign;
        }
        int[] places = places(ours, flattened);
        boolean[] ordered = new boolean[foreign.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = foreign[places[i]];
        }
        return ordered;
    }
}
