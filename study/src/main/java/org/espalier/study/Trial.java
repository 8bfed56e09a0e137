package org.espalier.study;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One point of a study's grid with its seed: the unit of work.
 *
 * <p>Its {@link #id() id} is a hash of its content, so the same trial always has the same id, whatever preset, executor
 * or machine it came from. A trial may carry several seeds that train as one population; its record then has one row a
 * seed.
 *
 * @param study      the study's id
 * @param version    the study's version
 * @param parameters the point of the grid
 * @param seeds      one or more seeds, ascending, without repeats
 * @param data       checksums of the data sets it reads, by data set name
 * @param startsFrom ids of the trials whose artifacts it starts from
 * @param code       content hashes of the plug-ins it uses, by registered class; empty for a trial of Espalier's own code, which
 *                   {@code version} stands for
 */
public record Trial(String study, int version, Parameters parameters, List<Long> seeds,
                    SortedMap<String, String> data, List<String> startsFrom, SortedMap<String, String> code) {

    /** A trial as a study plans it; {@link Plan#of} adds the plug-ins. */
    public Trial(String study, int version, Parameters parameters, List<Long> seeds, SortedMap<String, String> data,
                 List<String> startsFrom) {
        this(study, version, parameters, seeds, data, startsFrom, Collections.emptySortedMap());
    }

    public Trial {
        seeds = List.copyOf(seeds);
        startsFrom = List.copyOf(startsFrom);
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
        code = Collections.unmodifiableSortedMap(new TreeMap<>(code));
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("a trial needs at least one seed");
        }
        for (int i = 1; i < seeds.size(); i++) {
            if (seeds.get(i) <= seeds.get(i - 1)) {
                throw new IllegalArgumentException("seeds must ascend without repeats: " + seeds);
            }
        }
    }

    /** The content hash: the first 16 hexadecimal digits of the SHA-256 of the trial's canonical JSON. */
    public String id() {
        return TrialId.of(this);
    }

    /** The only seed of a trial that has one. */
    public long seed() {
        if (seeds.size() != 1) {
            throw new IllegalStateException("trial " + id() + " has " + seeds.size() + " seeds");
        }
        return seeds.get(0);
    }
}
