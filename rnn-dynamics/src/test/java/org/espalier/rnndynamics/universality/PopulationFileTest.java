package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.family.CellKind;
import org.espalier.rnndynamics.family.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationFileTest {
    @TempDir
    private Path folder;

    @Test
    void theCellIsKeptByItsName() {
        for (CellKind cell : Cells.all()) {
            Path file = folder.resolve(cell.label() + ".npz");
            PopulationFile population = new PopulationFile(cell, 5, 0.1);
            population.add(3);
            population.write(file);
            assertEquals(cell.label(), String.join("", Npz.read(file).get("cell").texts()));
            PopulationFile.Network network = PopulationFile.read(file, List.of()).get(0);
            assertEquals(cell, network.cell());
            assertEquals(3, network.seed());
        }
    }

    /** Before, the cell was a place in a list that could not grow but at its end. */
    @Test
    void filesOfEarlierVersionsAreRead() {
        List<String> places = List.of("gru", "gru-reset-before", "lstm", "rnn-tanh", "rnn-relu", "ugrnn");
        for (int place = 0; place <= places.size(); place++) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            arrays.put("cell", NpyArray.of(new int[] {place}, 1));
            arrays.put("units", NpyArray.of(new int[] {5}, 1));
            arrays.put("l2", NpyArray.of(new double[] {0}, 1));
            arrays.put("seeds", NpyArray.of(new long[] {1}, 1));
            arrays.put("learnt", NpyArray.of(new int[] {0}, 1));
            Path file = folder.resolve(place + ".npz");
            Npz.write(file, arrays);
            if (place < places.size()) {
                assertEquals(places.get(place), PopulationFile.read(file, List.of()).get(0).cell().label());
            } else {
                assertTrue(assertThrows(InvalidInputException.class, () -> PopulationFile.read(file, List.of())).getMessage()
                    .contains("number 6"));
            }
        }
    }
}
