package org.espalier.nets.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;

/**
 * What flows from layer to layer: checks that a list of layers makes a network, before anything is built, and counts what it
 * costs. Every error names the layer by its place, type and name.
 */
final class LayerShapes {
    /** 512 MiB of weights in float32. */
    private static final long MOST_WEIGHTS = 1L << 27;
    /** 64 MiB in float32 for one image between two layers. */
    private static final long MOST_VALUES = 1L << 24;

    private long weights;
    private Architecture.Work work = Architecture.Work.NONE;
    private final Map<String, ImageShape> flattened = new LinkedHashMap<>();
    /** The image that was flattened to what flows now. */
    private ImageShape source;

    /**
     * Values of one image between two layers.
     *
     * @param height -1 for one vector
     */
    private record Flow(long channels, long height, long width) {
        static Flow vector(long length) {
            return new Flow(length, -1, -1);
        }

        boolean image() {
            return height >= 0;
        }

        long size() {
            return image() ? channels * height * width : channels;
        }

        @Override
        public String toString() {
            return image() ? channels + "x" + height + "x" + width : "a vector of " + channels;
        }
    }

    private LayerShapes() {}

    /**
     * Follows the values from the image to the outputs.
     *
     * @throws InvalidInputException if a layer cannot take what the one before it gives, the last does not give one value a class, or the
     *                       network has more than 2^27 weights or more than 2^24 values between two layers
     */
    static LayerShapes check(List<LayerSpec> layers, ImageShape input, int classes) {
        LayerShapes shapes = new LayerShapes();
        Flow out = shapes.row(layers, "layers", new Flow(input.channels(), input.height(), input.width()));
        if (out.image() || out.channels() != classes) {
            throw new InvalidInputException("the last layer, " + place("layers", layers.size() - 1, layers.get(layers.size() - 1))
                + ", gives " + out + ", expected one output a class, a vector of " + classes);
        }
        return shapes;
    }

    /** What one pass costs. */
    Architecture.Work work() {
        return work;
    }

    /** The image whose values a layer takes as one vector, by the layer's name, of linear layers and normalisations that do. */
    Map<String, ImageShape> flattened() {
        return flattened;
    }

    private static String place(String row, int index, LayerSpec layer) {
        return row + "[" + index + "] (" + layer.type() + (layer.parameters().isEmpty() ? "" : " '" + layer.parameters() + "'")
            + ")";
    }

    private Flow row(List<LayerSpec> layers, String row, Flow in) {
        Flow flow = in;
        for (int i = 0; i < layers.size(); i++) {
            String place = place(row, i, layers.get(i));
            flow = after(layers.get(i), flow, place, row + "[" + i + "]");
            if (flow.size() > MOST_VALUES) {
                throw new InvalidInputException(place + ": gives " + flow + " for one image, expected at most " + MOST_VALUES + " values");
            }
        }
        return flow;
    }

    private Flow after(LayerSpec layer, Flow in, String place, String path) {
        if (layer instanceof LayerSpec.Conv c) {
            requireImage(place, in);
            Flow out = new Flow(c.filters(), windows(place, "height", in.height(), c.kernel().height(), c.stride().height(),
                c.padding().height()), windows(place, "width", in.width(), c.kernel().width(), c.stride().width(),
                    c.padding().width()));
            count(place, (double) c.filters() * in.channels() * c.kernel().height() * c.kernel().width(),
                (double) out.height() * out.width());
            return out;
        }
        if (source != null && !layer.parameters().isEmpty()) {
            flattened.put(layer.parameters(), source);
        }
        if (layer instanceof LayerSpec.LinearLayer l) {
            source = null;
            if (in.image()) {
                throw new InvalidInputException(place + ": is given " + in + ", expected one vector an image: put a layer of type flatten "
                    + "or average-pool-all before it");
            }
            count(place, (double) l.units() * in.channels(), 1);
            return Flow.vector(l.units());
        }
        if (layer instanceof LayerSpec.MaxPool m) {
            requireImage(place, in);
            return new Flow(in.channels(), windows(place, "height", in.height(), m.size().height(), m.stride().height(), 0),
                windows(place, "width", in.width(), m.size().width(), m.stride().width(), 0));
        }
        if (layer instanceof LayerSpec.AveragePoolAll) {
            requireImage(place, in);
            return Flow.vector(in.channels());
        }
        if (layer instanceof LayerSpec.Flatten) {
            source = in.image() ? new ImageShape((int) in.channels(), (int) in.height(), (int) in.width()) : source;
            return Flow.vector(in.size());
        }
        if (layer instanceof LayerSpec.ResidualBlock r) {
            Flow body = row(r.body(), path + ".body", in);
            Flow added = row(r.shortcut(), path + ".shortcut", in);
            if (!body.equals(added)) {
                throw new InvalidInputException(place + ": the body gives " + body + ", the shortcut " + added
                    + ", expected the same, for they are added");
            }
            return body;
        }
        return in;
    }

    private static void requireImage(String place, Flow in) {
        if (!in.image()) {
            throw new InvalidInputException(place + ": is given " + in
                + ", expected an image of channels, height and width: it cannot come "
                + "after a layer of type flatten, average-pool-all or linear");
        }
    }

    private static long windows(String place, String side, long length, int window, int stride, int padding) {
        long room = length + 2L * padding - window;
        if (room < 0) {
            throw new InvalidInputException(place + ": its window is " + window + " in " + side + ", larger than the " + length
                + " it is given" + (padding == 0 ? "" : " with a padding of " + padding));
        }
        return room / stride + 1;
    }

    private void count(String place, double layerWeights, double positions) {
        if (weights + layerWeights > MOST_WEIGHTS) {
            throw new InvalidInputException(place + ": with it the network has more than " + MOST_WEIGHTS
                + " weights, the most that is read");
        }
        weights += (long) layerWeights;
        work = work.and(layerWeights, positions);
    }
}
