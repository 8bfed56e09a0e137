package org.espalier.nets.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class DataSetsTest {

    @Test
    void findsTheDataSetsByTheirServiceLines() {
        List<String> names = DataSets.all().stream().map(DataSet::name).toList();
        assertTrue(names.containsAll(List.of("cifar10", "digits", "fashion-mnist", "mnist")), names.toString());
        for (DataSet dataSet : DataSets.all()) {
            assertEquals(dataSet.getClass(), DataSets.named(dataSet.name()).getClass());
            assertTrue(dataSet.checksum().matches("[0-9a-f]{64}"), dataSet.name());
            assertTrue(dataSet.description().endsWith("."), dataSet.name());
            assertTrue(dataSet.files().stream().allMatch(f -> f.download().source().getScheme().equals("https")));
        }
        assertEquals(names.size(), DataSets.all().stream().map(DataSet::checksum).distinct().count());
    }

    @Test
    void offersTheNearestNames() {
        assertTrue(refusal("fashon_mnist").contains("'fashon_mnist'; did you mean fashion-mnist"));
        assertTrue(refusal("CIFAR-10").contains("did you mean cifar10"));
        assertTrue(refusal("MNIST").contains("did you mean mnist"));
        assertTrue(refusal("").contains("expected one of cifar10, digits"));
    }

    private static String refusal(String name) {
        return assertThrows(InvalidInputException.class, () -> DataSets.named(name)).getMessage();
    }

    /** Sizes follow from the formats: header and one byte an element; a label and 3072 bytes a record. */
    @Test
    void lengthsAgreeWithTheFormats() {
        for (DataSet dataSet : List.of(new Mnist(), new FashionMnist())) {
            assertEquals(List.of(16 + 60_000L * 784, 8 + 60_000L, 16 + 10_000L * 784, 8 + 10_000L),
                dataSet.files().stream().map(DataFile::bytes).toList());
        }
        assertTrue(new Cifar10().files().stream().allMatch(f -> f.bytes() == 10_000L * 3073));
        assertEquals(6, new Cifar10().files().size());
    }
}
