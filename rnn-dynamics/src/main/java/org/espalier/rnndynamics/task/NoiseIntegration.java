package org.espalier.rnndynamics.task;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the tasks have in common whose inputs are streams of {@link WhiteNoise}: settings, one output, targets as values. */
abstract class NoiseIntegration implements Task {
    private final String name;
    private final WhiteNoise noise;

    NoiseIntegration(String name, WhiteNoise noise) {
        this.name = name;
        this.noise = noise;
    }

    /** The same task with other noise. */
    abstract Task with(WhiteNoise other);

    WhiteNoise noise() {
        return noise;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SortedMap<String, Double> settings() {
        return new TreeMap<>(noise.settings());
    }

    @Override
    public Task with(Map<String, Double> changed) {
        return with(WhiteNoise.of(name, TaskSettings.changed(this, changed)));
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public int steps() {
        return noise.steps();
    }

    @Override
    public Target target() {
        return Target.VALUES;
    }
}
