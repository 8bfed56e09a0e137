package org.espalier.cli.command;

import java.util.Arrays;
import java.util.List;
import org.espalier.rnndynamics.weights.CellKind;

/** Recurrent cells that weights can be read into. */
final class RecurrentCellKind implements ListedKind {
    @Override
    public String name() {
        return "cells";
    }

    @Override
    public List<Entry> entries() {
        return Arrays.stream(CellKind.values()).map(c -> new Entry(c.label(), c.description())).toList();
    }
}
