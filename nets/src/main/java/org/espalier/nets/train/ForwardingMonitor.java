package org.espalier.nets.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;

/** Passes everything on to another monitor, for those who want to see one thing and change nothing. */
public class ForwardingMonitor implements TrainingMonitor {
    private final TrainingMonitor monitor;

    /** @param monitor what everything is passed on to */
    protected ForwardingMonitor(TrainingMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void metric(String name, long step, double value) {
        monitor.metric(name, step, value);
    }

    @Override
    public void progress(double fraction) {
        monitor.progress(fraction);
    }

    @Override
    public Optional<Checkpoint> restore() {
        return monitor.restore();
    }

    @Override
    public void save(Checkpoint checkpoint) {
        monitor.save(checkpoint);
    }

    @Override
    public void stepped(long step, Parametrization weights) {
        monitor.stepped(step, weights);
    }

    @Override
    public void state(long step, Supplier<Checkpoint> state) {
        monitor.state(step, state);
    }

    @Override
    public void validated(Validation validation, boolean best, Network network) {
        monitor.validated(validation, best, network);
    }
}
