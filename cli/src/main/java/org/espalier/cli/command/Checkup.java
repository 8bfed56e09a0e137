package org.espalier.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Streams;
import org.espalier.nets.UserCache;
import org.espalier.nets.data.DataSet;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.Location;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.engine.remedy.CheckReport;
import org.espalier.nets.engine.remedy.EngineChoice;
import org.espalier.nets.engine.remedy.Remedy;
import org.espalier.study.Studies;

/** What {@code espalier doctor} looks at. */
final class Checkup {
    private static final double GIGABYTE = 1e9;
    private static final double LEAST_DISK = 2;
    private static final double LEAST_MEMORY = 2;
    private static final int OLDEST_JAVA = 17;

    private final Streams streams;
    private final Path runs;
    private final Optional<Path> dataDir;
    private final boolean engineAgain;

    /** @param engineAgain whether the engine is checked again though that is known */
    Checkup(Streams streams, Path runs, Optional<Path> dataDir, boolean engineAgain) {
        this.engineAgain = engineAgain;
        this.streams = streams;
        this.runs = runs;
        this.dataDir = dataDir;
    }

    /**
     * One thing looked at.
     *
     * @param what  its name
     * @param good  whether it works
     * @param state what was seen
     * @param mend  how to mend it; empty if it works
     */
    record Finding(String what, boolean good, String state, String mend) {
        static Finding good(String what, String state) {
            return new Finding(what, true, state, "");
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(memory());
        findings.add(guarded("engine's results", this::engineCheck));
        findings.add(guarded("tensor engine", Checkup::engine));
        findings.add(guarded("studies", () -> Finding.good("studies", Studies.all().size() + " installed")));
        try {
            DataAccess data = new DataAccess(streams, dataDir);
            DataSets.all().forEach(d -> findings.add(dataSet(data, d)));
        } catch (InvalidInputException e) {
            findings.add(new Finding("data sets", false, e.getMessage(), "name a folder that exists"));
        }
        findings.add(disk());
        findings.add(writable("run directory", runs));
        findings.add(writable("cache", cache()));
        return findings;
    }

    private static Finding guarded(String what, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (InvalidInputException e) {
            return new Finding(what, false, e.getMessage(), "see the message");
        }
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return new Finding("Java", version >= OLDEST_JAVA, Runtime.version() + ", " + System.getProperty("java.vm.name"),
            version >= OLDEST_JAVA ? "" : "install a JDK " + OLDEST_JAVA + " or newer");
    }

    private static Finding memory() {
        int cores = Runtime.getRuntime().availableProcessors();
        double gigabytes = physicalMemory() / GIGABYTE;
        boolean enough = gigabytes == 0 || gigabytes >= LEAST_MEMORY;
        return new Finding("cores and memory", enough, String.format(Locale.ROOT, "%d cores (so %d trials at a time), "
            + "%.1f GB", cores, cores, gigabytes), enough ? "" : "use --jobs 1, and the presets smoke or quick");
    }

    private static long physicalMemory() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() : 0;
    }

    /** Whether the engine computes rightly on this processor, and with which remedy. */
    private Finding engineCheck() {
        EngineChoice choice = engineAgain ? Engine.checkAgain(streams.err()::println) : Engine.choice(streams.err()::println);
        if (choice.remedy().isEmpty()) {
            return new Finding("engine's results", false, choice.refusal(), "use another machine; its trials are refused here");
        }
        Remedy remedy = choice.remedy().get();
        CheckReport without = choice.reports().get(Remedy.NONE);
        String why = remedy == Remedy.NONE || without == null ? "" : ", because without it: " + without.summary();
        return Finding.good("engine's results", "right on " + choice.key().processor().describe() + " (checked "
            + choice.checked() + "; again: ./espalier doctor --check-engine); remedy: " + remedy.describe() + why);
    }

    private static Finding engine() {
        Engine.Check check = Engine.check();
        return Finding.good("tensor engine", String.format(Locale.ROOT,
            "DJL %s, PyTorch %s; loaded in %.1f s; a float64 product runs at %.0f GFLOP/s",
            check.versions().get("djl"), check.versions().get("pytorch"), check.secondsToLoad(), check.gigaflops()));
    }

    /** A data set that is not there is no defect: it is fetched when it is needed. One that is half there is. */
    private static Finding dataSet(DataAccess data, DataSet dataSet) {
        String what = "data set " + dataSet.name();
        Optional<Location> location = data.locator().find(dataSet);
        if (location.isEmpty()) {
            return Finding.good(what, "not here; to fetch it: ./espalier data get " + dataSet.name()
                + dataSet.debianPackage().map(p -> ", or install Debian's package " + p).orElse(""));
        }
        boolean complete = location.get().complete();
        return new Finding(what, complete, location.get().describe(), complete ? ""
            : "add " + String.join(", ", location.get().missing()));
    }

    private Finding disk() {
        Path there = existing(runs);
        try {
            double free = Files.getFileStore(there).getUsableSpace() / GIGABYTE;
            return new Finding("disk", free >= LEAST_DISK, String.format(Locale.ROOT, "%.1f GB free at %s", free, there),
                free >= LEAST_DISK ? "" : "make room, or run with --out on another disk");
        } catch (IOException e) {
            return new Finding("disk", false, "cannot be asked: " + e.getMessage(), "run with --out on another disk");
        }
    }

    private static Finding writable(String what, Path folder) {
        Path there = existing(folder);
        boolean good = Files.isDirectory(there) && Files.isWritable(there);
        return new Finding(what, good, folder + (good ? "" : " cannot be written"), good ? ""
            : "change the rights of " + there + (what.equals("cache") ? ", or set XDG_CACHE_HOME" : ", or use --out"));
    }

    private static Path existing(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private Path cache() {
        return UserCache.folder(streams.environment());
    }
}
