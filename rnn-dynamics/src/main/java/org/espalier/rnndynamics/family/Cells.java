package org.espalier.rnndynamics.family;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.base.Registry;

/** The kinds of cells on the class path, those of plug-ins included, and the suite's own as constants. */
public final class Cells {
    public static final VanillaKind RNN_TANH = new RnnTanh();
    public static final VanillaKind RNN_RELU = new RnnRelu();
    public static final TrainableCell UGRNN = new Ugrnn();
    public static final TrainableCell GRU = new Gru();
    public static final TrainableCell LSTM = new Lstm();
    public static final CellKind GRU_RESET_BEFORE = new GruResetBefore();

    private static final Registry<CellKind> MEMBERS = new Registry<>(CellKind.class, "cell", "cells", CellKind::label);

    private Cells() {}

    /**
     * All of them, sorted by name.
     *
     * @throws org.espalier.base.InvalidInputException if two have one name
     */
    public static List<CellKind> all() {
        return MEMBERS.all();
    }

    /** Those that populations are trained of, sorted by name. */
    public static List<TrainableCell> trainable() {
        return all().stream().filter(TrainableCell.class::isInstance).map(TrainableCell.class::cast).toList();
    }

    /** The names of all of them. */
    public static List<String> labels() {
        return labels(all());
    }

    /** Names, in the order of the cells. */
    public static List<String> labels(List<? extends CellKind> cells) {
        return cells.stream().map(CellKind::label).toList();
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    public static CellKind named(String label) {
        return all().stream().filter(k -> k.label().equals(label)).findFirst().orElseThrow(
            () -> new InvalidInputException(Nearest.unknown("cell", label, labels())));
    }

    /** @throws InvalidInputException if there is none of this name, or it cannot be trained */
    public static TrainableCell trainable(String label) {
        if (named(label) instanceof TrainableCell cell) {
            return cell;
        }
        throw new InvalidInputException("a population of the cell " + label + " cannot be trained, expected one of "
            + String.join(", ", labels(trainable())));
    }
}
