package org.example;

import static org.espalier.study.spec.Threshold.positive;

import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.Networks;
import org.espalier.edgepopup.setup.MethodGrid;
import org.espalier.edgepopup.setup.Setup;
import org.espalier.edgepopup.setup.Setups;
import org.espalier.study.Paper;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.statistics.SeedEffects;

/** A study: are the largest initial weights, trained, better than the best untrained ones? On {@link Stripes}. */
public final class StripesStudy extends DeclaredStudy {
    private static final Paper FRANKLE = new Paper("arXiv:2009.08576",
        "Pruning Neural Networks at Initialization: Why Are We Missing the Mark?", "Frankle et al.", 2021);

    private static final PerPreset<Setups> SETUPS = new PerPreset<>(
        Setups.of(2, setup(20)), Setups.of(3, setup(100)), Setups.of(10, setup(100)), Setups.of(30, setup(200)));

    public StripesStudy() {
        super(StudySpec.of("example/stripes", 1)
            .asks("On stripes, are the weights that are largest at the start, trained, better than the best untrained ones?")
            .how("The method initial-magnitude beside edge-popup at two densities; from one seed both start at the same weights "
                + "and see the same batches.")
            .after(FRANKLE)
            .plans(MethodGrid.of(SETUPS, (grid, preset) -> grid.axis("method", "initial-magnitude", "edge-popup")
                .axis("init", "kaiming-normal").axis("density", 0.2, 0.5)).comparing("method", "density"))
            .runs(MethodTrial.KIND)
            .claim("trained-beats-untrained", "none: an example", "Training the largest initial weights beats choosing among "
                    + "untrained ones.", "test accuracy of initial-magnitude minus that of edge-popup, at density 0.2",
                positive("the direction alone"), Effect.one(StripesStudy::gain))
            .figure(MeanFigure.of("accuracy", "Stripes told apart", "Test accuracy against density.")
                .mean(Networks.TEST, "test accuracy").against("density", "density (fraction of weights kept)").by("method"))
            .build());
    }

    private static Setup setup(int epochs) {
        return new Setup("one-wide-layer", 1, "stripes", epochs, 0, 60);
    }

    private static SeedEffects gain(Records records) {
        Records sparse = records.where("density", 0.2);
        return SeedEffects.difference(sparse.where("method", "initial-magnitude").summary(Networks.TEST),
            sparse.where("method", "edge-popup").summary(Networks.TEST));
    }
}
