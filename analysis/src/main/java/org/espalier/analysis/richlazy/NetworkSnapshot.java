package org.espalier.analysis.richlazy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.analysis.ProbeImages;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.mask.Mask;

/**
 * A fully connected network at one moment of its training, as it is compared with another moment: what its layers answer to
 * some images, and its tangent kernel on the first of them.
 *
 * @param activations     by layer, {@code [samples, units]}: after rectification, of the last layer the outputs
 * @param samples         images of the activations
 * @param kernel          of the kept weights, all outputs of the first images: {@code [rows, rows]}
 * @param targetAlignment of the kernel with the images' classes: {@link KernelAlignment#toTargetCentred} of the kernel of
 *                        images, {@code k_ij = sum over outputs o of K_(i,o)(j,o)}
 */
public record NetworkSnapshot(Map<String, double[]> activations, int samples, double[] kernel, double targetAlignment) {

    public NetworkSnapshot {
        activations = new LinkedHashMap<>(activations);
    }

    /**
     * Takes it. Cost: a forward pass of the samples, and {@link FeedforwardTangents#kernels}: about a second for 1,000 rows of
     * 784-300-100-10.
     *
     * @param mask          which weights count
     * @param weights       by name; see {@link FeedforwardTangents#of}
     * @param test          standardised; the first ones are used ({@link ProbeImages})
     * @param samples       for activations; at most as many as there are
     * @param kernelSamples for the kernel, whose rows are these times the classes; at most as many as samples
     * @throws InvalidInputException if the network is not fully connected, or there are too few images
     */
    public static NetworkSnapshot of(Mask mask, Map<String, float[]> weights, LabelledImages test, int samples,
                                     int kernelSamples) {
        LabelledImages images = ProbeImages.of(test);
        if (kernelSamples < 1 || samples < kernelSamples || images.count() < samples) {
            throw new InvalidInputException(images.count() + " images, " + samples + " for activations and " + kernelSamples
                + " for the kernel; expected at least one for the kernel, not more than for activations, and as many images");
        }
        FeedforwardTangents network = FeedforwardTangents.of(mask, weights);
        double[] pixels = new double[samples * images.shape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = images.pixels()[i];
        }
        List<double[]> values = network.activations(pixels, samples);
        Map<String, double[]> activations = new LinkedHashMap<>();
        for (int l = 0; l < values.size(); l++) {
            activations.put(layerName(network.layers().get(l)), values.get(l));
        }
        int outputs = network.outputs();
        double[] kernel = network.kernel(Arrays.copyOf(pixels, kernelSamples * images.shape().size()), kernelSamples);
        double[] targets = new double[kernelSamples * outputs];
        double[] ofImages = new double[kernelSamples * kernelSamples];
        for (int i = 0; i < kernelSamples; i++) {
            targets[i * outputs + images.labels()[i]] = 1;
            for (int j = 0; j < kernelSamples; j++) {
                for (int o = 0; o < outputs; o++) {
                    ofImages[i * kernelSamples + j] += kernel[(i * outputs + o) * targets.length + j * outputs + o];
                }
            }
        }
        return new NetworkSnapshot(activations, samples, kernel,
            KernelAlignment.toTargetCentred(ofImages, kernelSamples, targets, outputs));
    }

    /** {@code fc1} of {@code fc1.weight}. */
    public static String layerName(String weight) {
        return weight.endsWith(".weight") ? weight.substring(0, weight.length() - ".weight".length()) : weight;
    }

    /** The cosine of the two tangent kernels; 1 lazy. */
    public double kernelAlignment(NetworkSnapshot start) {
        return KernelAlignment.of(kernel, start.kernel);
    }

    /** Of each layer, the cosine of the Gram matrices of its activations; 1 lazy. */
    public Map<String, Double> representationAlignment(NetworkSnapshot start) {
        Map<String, Double> alignments = new LinkedHashMap<>();
        activations.forEach((layer, h) -> alignments.put(layer, KernelAlignment.ofActivations(h, h.length / samples,
            start.activations.get(layer), start.activations.get(layer).length / samples, samples)));
        return alignments;
    }
}
