package org.espalier.cli.command;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.weights.LeakyRate;

/** Recurrent cells that weights can be read into. */
final class RecurrentCellKind implements ListedKind {
    @Override
    public String name() {
        return "cells";
    }

    @Override
    public List<Entry> entries() {
        return Stream.concat(Cells.all().stream().map(c -> new Entry(c.label(), c.description())),
            Stream.of(new Entry(LeakyRate.LABEL, LeakyRate.DESCRIPTION))).toList();
    }
}
