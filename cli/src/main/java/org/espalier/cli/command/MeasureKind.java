package org.espalier.cli.command;

import java.util.List;
import org.espalier.analysis.representation.RepresentationMeasures;

/** Measures that compare representations. */
final class MeasureKind implements ListedKind {
    @Override
    public String name() {
        return "measures";
    }

    @Override
    public List<Entry> entries() {
        return RepresentationMeasures.all().stream().map(m -> new Entry(m.id(), (m.usual() ? "[default] " : "") + m.description()))
            .toList();
    }
}
