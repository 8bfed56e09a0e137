package org.espalier.nets.data;

import java.util.List;
import java.util.Optional;

/** Fashion-MNIST (Xiao, Rasul and Vollgraf 2017). The sources of the checksums are in {@code docs/datasets.md}. */
public final class FashionMnist extends IdxDataSet {

    private static final String HOST =
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";

    public FashionMnist() {
        super("fashion-mnist",
            "Photographs of clothes, 28x28 grey, 10 classes, 60,000 for training and 10,000 for testing, by Zalando "
                + "Research (Xiao et al. 2017), MIT licence.",
            List.of(
                file(HOST, "train-images-idx3-ubyte",
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888", 47_040_016,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880),
                file(HOST, "train-labels-idx1-ubyte",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9", 60_008,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515),
                file(HOST, "t10k-images-idx3-ubyte",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b", 7_840_016,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102),
                file(HOST, "t10k-labels-idx1-ubyte",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34", 10_008,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148)));
    }

    @Override
    public Optional<String> debianPackage() {
        return Optional.of("dataset-fashion-mnist");
    }
}
