package org.espalier.nets.method;

import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.StoredNetworks;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.imported.ImportedNetwork;
import org.espalier.nets.imported.ImportedNetworks;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOutcome;

/**
 * A network trained elsewhere, as it is: one side of a comparison. Whatever the seed it is the same network; only the images
 * that are split off differ.
 */
public final class ImportedSubnetwork implements SubnetworkMethod {
    /** The name on the command line. */
    public static final String NAME = "imported";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Takes a network that was imported as it is, with its mask, and trains nothing "
            + "(with --set architecture=imported:NAME).";
    }

    @Override
    public boolean selects() {
        return false;
    }

    @Override
    public boolean trains() {
        return false;
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        String name = problem.architecture().name();
        if (StoredNetworks.reference(name).isEmpty()) {
            throw new InvalidInputException("method " + NAME + ": expected architecture=imported:NAME, found " + name);
        }
        ImportedNetwork imported = ImportedNetworks.read(name);
        WeightFile.load(imported.weights(), network);
        return new Found(new Subnetwork(imported.mask(), imported.weights(), imported.initial().orElse(imported.weights())),
            new TrainingOutcome(0, OptionalLong.empty(), Optional.empty(), Optional.empty(), PassCount.NONE));
    }
}
