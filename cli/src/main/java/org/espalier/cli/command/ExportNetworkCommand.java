package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.network.ExportFolder;
import org.espalier.cli.network.ImageNetworkExport;
import org.espalier.cli.network.RecurrentNetworkExport;
import org.espalier.nets.reference.Brought;
import org.espalier.study.TrialResult;
import org.espalier.study.record.RecordDoubts;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.record.TrialSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier export-network}. */
@Command(name = "export-network", description = "Write the network of a trial for other programs: weights before and after, "
    + "mask, layers, test data, and a script that rebuilds it in PyTorch.")
final class ExportNetworkCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(index = "0", paramLabel = "TRIAL", description = "The trial's id, or as much of its beginning as is unique.")
    private String trial;

    @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "A new or empty folder.")
    private Path to;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "runs",
        description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data sets are looked for first.")
    private Path dataDir;

    @Option(names = "--without-images", description = "Leave out the test images, or the trials of a recurrent network.")
    private boolean withoutImages;

    @Mixin
    private JsonOption json;

    ExportNetworkCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Brought.open(out);
        RunDirectory runs = RunDirectory.at(out);
        TrialSearch.Place place = TrialSearch.find(runs, trial);
        String name = "trial " + place.id() + " of " + place.study();
        TrialRecord record = runs.record(place.study(), place.id())
            .filter(r -> r.status() != TrialResult.Status.FAILED)
            .orElseThrow(() -> new InvalidInputException(name + " has no result; 'espalier status " + out + "' says why"));
        Path folder = runs.trialFolder(place.study(), place.id());
        boolean recurrent = RecurrentNetworkExport.isIn(folder);
        if (!recurrent && !ImageNetworkExport.isIn(folder)) {
            throw new InvalidInputException(name + " keeps no network: it trains none, or was run with --no-networks or by a "
                + "version that kept none; to have it, remove " + folder + " and run " + place.study() + " again");
        }
        ExportFolder target = ExportFolder.at(to);
        if (recurrent) {
            RecurrentNetworkExport.write(record, folder, target, !withoutImages);
        } else {
            ImageNetworkExport.write(record, folder, target, !withoutImages, Optional.ofNullable(dataDir));
        }
        streams.err().println(to + ": " + (recurrent ? "the networks of " : "the network of ") + name + ". Try: python " + to.resolve(
            "load.py"));
        RecordDoubts.of(record).ifPresent(doubt -> streams.err().println("Note: " + name + " was " + doubt
            + "; the next run makes it again."));
        if (json.given()) {
            Json.print(Json.object("trial", place.id(), "study", place.study(), "folder", to.toString(), "files",
                target.written()), streams.out());
        } else {
            target.written().forEach(file -> streams.out().println(to.resolve(file)));
        }
        return ExitCode.DONE;
    }
}
