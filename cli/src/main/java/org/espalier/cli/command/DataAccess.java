package org.espalier.cli.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.espalier.cli.Streams;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.Download;
import org.espalier.nets.data.DownloadProgress;
import org.espalier.nets.data.Location;
import org.espalier.study.Plan;

/** Data sets as the commands see them: found, or downloaded before anything starts. */
final class DataAccess {
    private final Streams streams;
    private final DataLocator locator;

    /** @throws org.espalier.base.InvalidInputException if {@code dataDir} is not a folder */
    DataAccess(Streams streams, Optional<Path> dataDir) {
        this.streams = streams;
        this.locator = DataLocator.standard(dataDir, streams.environment(), new Bar(streams));
    }

    DataLocator locator() {
        return locator;
    }

    /** Where a data set is, without reading it; empty if a part or all of it is missing. */
    Optional<Location> find(DataSet dataSet) {
        return locator.find(dataSet).filter(Location::complete);
    }

    /**
     * Makes sure that every data set of the plans is there, downloading what is missing.
     *
     * @throws org.espalier.base.InvalidInputException if one cannot be had; the message says how to provide it
     */
    void provide(Collection<Plan> plans) {
        TreeSet<String> names = new TreeSet<>();
        plans.forEach(p -> p.trials().forEach(t -> names.addAll(t.data().keySet())));
        List<DataSet> known = DataSets.all();
        // A study of another kind may read data that are not data sets of images.
        known.stream().filter(d -> names.contains(d.name())).forEach(this::provide);
    }

    /** As {@link #provide(Collection)}, of one data set. */
    Location provide(DataSet dataSet) {
        if (find(dataSet).isEmpty()) {
            streams.err().println("Looking for " + dataSet.name() + " ...");
        }
        return locator.provide(dataSet);
    }

    /** Draws a download: again and again on a terminal, at every tenth elsewhere. */
    private static final class Bar implements DownloadProgress {
        private static final int WIDTH = 30;
        private static final double MEGABYTE = 1e6;

        private final PrintStream err;
        private final boolean terminal;
        private Download current;
        private long shown;

        Bar(Streams streams) {
            this.err = streams.err();
            this.terminal = streams.terminal();
        }

        @Override
        public synchronized void received(Download download, long received) {
            long steps = terminal ? 100 : 10;
            long step = received * steps / download.bytes();
            if (download.equals(current) && step == shown && received < download.bytes()) {
                return;
            }
            current = download;
            shown = step;
            int full = (int) Math.min(WIDTH, received * WIDTH / download.bytes());
            String line = String.format(Locale.ROOT, "[%s%s] %s %.1f of %.1f MB", "#".repeat(full), "-".repeat(WIDTH - full),
                download.name(), received / MEGABYTE, download.bytes() / MEGABYTE);
            err.print(terminal ? "\r\u001b[K" + line + (received >= download.bytes() ? "\n" : "") : line + "\n");
            err.flush();
        }
    }
}
