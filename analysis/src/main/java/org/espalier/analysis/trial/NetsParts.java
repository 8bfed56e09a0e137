package org.espalier.analysis.trial;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.code.RegisteredParts;

/** Methods, architectures, data sets and measures: what trials of networks name. */
public final class NetsParts implements RegisteredParts {

    @Override
    public List<Part> parts() {
        return Stream.of(
            SubnetworkMethods.all().stream().map(m -> new Part(m.name(), m.getClass())),
            Architectures.all().stream().map(a -> new Part(a.name(), a.getClass())),
            DataSets.all().stream().map(d -> new Part(d.name(), d.getClass())),
            RepresentationMeasures.all().stream().map(m -> new Part(m.id(), m.getClass()))).flatMap(parts -> parts).toList();
    }
}
