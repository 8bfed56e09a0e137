package org.espalier.nets.network;

import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.Loss;

/**
 * How well a network classifies some images.
 *
 * @param loss        mean loss over the images
 * @param accuracy    fraction of images whose largest output is the label's, 0..1
 * @param predictions {@code [n]}, class of the largest output; of equal ones the first
 */
public record Evaluation(double loss, double accuracy, int[] predictions) {
    /** Small enough for the activations of a wide convolution, large enough for full speed. */
    private static final int BATCH = 100;

    /**
     * Evaluates the network with the effective weights it is loaded with. Every image counts alike, whatever batch it is
     * computed in.
     *
     * @param images standardised as the training images were
     * @throws InvalidInputException if there are no images or they do not fit the network
     */
    public static Evaluation of(Network network, LabelledImages images, Loss loss) {
        if (images.count() == 0) {
            throw new InvalidInputException("there are no images to evaluate the network on");
        }
        network.check(images);
        int classes = network.classes();
        int[] predictions = new int[images.count()];
        double sum = 0;
        int correct = 0;
        for (int first = 0; first < images.count(); first += BATCH) {
            int count = Math.min(BATCH, images.count() - first);
            float[] outputs = network.outputs(images, first, count);
            int[] labels = new int[count];
            System.arraycopy(images.labels(), first, labels, 0, count);
            sum += loss.mean(outputs, classes, labels, null) * count;
            for (int i = 0; i < count; i++) {
                int predicted = largest(outputs, i * classes, classes);
                predictions[first + i] = predicted;
                correct += predicted == labels[i] ? 1 : 0;
            }
        }
        return new Evaluation(sum / images.count(), correct / (double) images.count(), predictions);
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            if (values[from + c] > values[from + best]) {
                best = c;
            }
        }
        return best;
    }
}
