package org.espalier.nets.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.nets.architecture.LayerSpec.Size;
import org.espalier.nets.data.ImageShape;

/** Computes what layers say, in double precision and with loops: the oracle of everything that builds a network from them. */
final class PlainNetwork {
    private final Map<String, float[]> parameters;

    PlainNetwork(Map<String, float[]> parameters) {
        this.parameters = parameters;
    }

    /** Values {@code [channels, height, width]}; a vector has height and width 1. */
    private record Values(ImageShape shape, double[] array) {
        double at(int c, int y, int x) {
            return y < 0 || x < 0 || y >= shape.height() || x >= shape.width() ? 0
                : array[(c * shape.height() + y) * shape.width() + x];
        }
    }

    double[] outputs(List<LayerSpec> layers, ImageShape shape, double[] image) {
        return row(layers, "", new Values(shape, image)).array();
    }

    private Values row(List<LayerSpec> layers, String path, Values x) {
        Values current = x;
        for (LayerSpec layer : layers) {
            current = layer(layer, path, current);
        }
        return current;
    }

    private Values layer(LayerSpec layer, String path, Values x) {
        if (layer instanceof LayerSpec.Conv c) {
            return conv(c, path + c.name(), x);
        }
        if (layer instanceof LayerSpec.LinearLayer l) {
            return conv(new LayerSpec.Conv("as", l.units(), Size.square(1), Size.square(1), Size.square(0), l.bias()),
                path + l.name(), x);
        }
        if (layer instanceof LayerSpec.BatchNorm b) {
            return norm(b, path + b.name(), x);
        }
        if (layer instanceof LayerSpec.ResidualBlock r) {
            String inside = path + r.name() + ".";
            double[] sum = row(r.body(), inside, x).array().clone();
            Values other = row(r.shortcut(), inside + LayerSpec.SHORTCUT + ".", x);
            Arrays.setAll(sum, i -> sum[i] + other.array()[i]);
            return new Values(other.shape(), sum);
        }
        if (layer instanceof LayerSpec.Relu) {
            return new Values(x.shape(), Arrays.stream(x.array()).map(v -> Math.max(v, 0)).toArray());
        }
        if (layer instanceof LayerSpec.MaxPool m) {
            return pool(m, x);
        }
        if (layer instanceof LayerSpec.AveragePoolAll) {
            int pixels = x.shape().height() * x.shape().width();
            double[] means = new double[x.shape().channels()];
            for (int i = 0; i < x.array().length; i++) {
                means[i / pixels] += x.array()[i] / pixels;
            }
            return new Values(new ImageShape(means.length, 1, 1), means);
        }
        return layer instanceof LayerSpec.Flatten ? new Values(new ImageShape(x.array().length, 1, 1), x.array()) : x;
    }

    private Values conv(LayerSpec.Conv c, String name, Values x) {
        float[] weight = parameters.get(name + ".weight");
        int channels = x.shape().channels();
        int height = (x.shape().height() + 2 * c.padding().height() - c.kernel().height()) / c.stride().height() + 1;
        int width = (x.shape().width() + 2 * c.padding().width() - c.kernel().width()) / c.stride().width() + 1;
        double[] out = new double[c.filters() * height * width];
        for (int i = 0; i < out.length; i++) {
            int f = i / (height * width);
            int top = i / width % height * c.stride().height() - c.padding().height();
            int left = i % width * c.stride().width() - c.padding().width();
            double sum = c.bias() ? parameters.get(name + ".bias")[f] : 0;
            for (int w = f * channels * c.kernel().height() * c.kernel().width(), ch = 0; ch < channels; ch++) {
                for (int ky = 0; ky < c.kernel().height(); ky++) {
                    for (int kx = 0; kx < c.kernel().width(); kx++) {
                        sum += weight[w++] * x.at(ch, top + ky, left + kx);
                    }
                }
            }
            out[i] = sum;
        }
        return new Values(new ImageShape(c.filters(), height, width), out);
    }

    private Values norm(LayerSpec.BatchNorm b, String name, Values x) {
        double[] out = x.array().clone();
        int pixels = x.shape().height() * x.shape().width();
        for (int i = 0; i < out.length; i++) {
            int c = i / pixels;
            out[i] = (out[i] - parameters.get(name + ".runningMean")[c])
                / Math.sqrt(parameters.get(name + ".runningVar")[c] + b.epsilon());
            if (b.affine()) {
                out[i] = out[i] * parameters.get(name + ".gamma")[c] + parameters.get(name + ".beta")[c];
            }
        }
        return new Values(x.shape(), out);
    }

    private static Values pool(LayerSpec.MaxPool m, Values x) {
        int height = (x.shape().height() - m.size().height()) / m.stride().height() + 1;
        int width = (x.shape().width() - m.size().width()) / m.stride().width() + 1;
        double[] out = new double[x.shape().channels() * height * width];
        for (int i = 0; i < out.length; i++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int y = 0; y < m.size().height(); y++) {
                for (int z = 0; z < m.size().width(); z++) {
                    best = Math.max(best, x.at(i / (height * width), i / width % height * m.stride().height() + y,
                        i % width * m.stride().width() + z));
                }
            }
            out[i] = best;
        }
        return new Values(new ImageShape(x.shape().channels(), height, width), out);
    }
}
