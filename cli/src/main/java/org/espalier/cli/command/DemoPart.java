package org.espalier.cli.command;

import java.util.List;
import java.util.OptionalInt;
import org.espalier.study.Preset;

/**
 * A study's part in the demo: small enough that all parts together take at most ten minutes on two cores.
 *
 * @param study    the study's id
 * @param preset   the preset it starts from
 * @param settings what is changed of it, each as after {@code --set}
 * @param seeds    the number of seeds, if not the preset's
 * @param embedded what is changed as well where only the embedded data set is to be had; empty if the study needs none
 */
record DemoPart(String study, Preset preset, List<String> settings, OptionalInt seeds,
                List<String> embedded) {

    /** Every part, in the order in which they run. */
    static List<DemoPart> all() {
        List<String> digits = List.of("dataset=digits", "validation_images=200", "train_images=0");
        return List.of(
            new DemoPart("edge-popup/density", Preset.QUICK,
                List.of("architecture=lenet-300-100", "init=signed-constant", "density=0.1,0.5,0.9"), OptionalInt.empty(),
                digits),
            new DemoPart("lottery-ticket/ladder", Preset.QUICK,
                List.of("steps=400", "round=7", "method=reinitialised-ticket"), OptionalInt.empty(),
                digits),
            new DemoPart("pruning/ladder", Preset.QUICK,
                List.of("density=0.125,0.03125", "method=magnitude-pruning,random-pruning"), OptionalInt.empty(), digits),
            new DemoPart("analysis/compare-methods", Preset.QUICK, List.of(), OptionalInt.empty(), digits),
            new DemoPart("rnn-dynamics/flip-flop", Preset.QUICK,
                List.of("units=24", "learning_rate=0.01", "stop_below=0.002", "starts=96"), OptionalInt.of(5), List.of()));
    }
}
