package org.espalier.nets.data;

import java.util.List;

/**
 * MNIST (LeCun, Bottou, Bengio and Haffner 1998). Its first host no longer serves the files over HTTPS to everyone, so
 * they are taken from the copy that the Common Visual Data Foundation keeps, byte for byte the same. The sources of the
 * checksums are in {@code docs/datasets.md}.
 */
public final class Mnist extends IdxDataSet {

    private static final String HOST = "https://storage.googleapis.com/cvdf-datasets/mnist/";

    public Mnist() {
        super("mnist",
            "Handwritten digits, 28x28 grey, 10 classes, 60,000 for training and 10,000 for testing, by LeCun, Cortes and "
                + "Burges (1998); derived from NIST's special databases, no licence is stated by its authors.",
            List.of(
                file(HOST, "train-images-idx3-ubyte",
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", 47_040_016,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9_912_422),
                file(HOST, "train-labels-idx1-ubyte",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5", 60_008,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28_881),
                file(HOST, "t10k-images-idx3-ubyte",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7", 7_840_016,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1_648_877),
                file(HOST, "t10k-labels-idx1-ubyte",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2", 10_008,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4_542)));
    }
}
