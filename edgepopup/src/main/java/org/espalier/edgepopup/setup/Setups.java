package org.espalier.edgepopup.setup;

import java.util.ArrayList;
import java.util.List;
import org.espalier.study.Overrides;

/**
 * The set-ups of a preset.
 *
 * @param seeds number of seeds
 * @param all   one set-up an architecture; an architecture that the user asks for and is not among them is set up like
 *              the last
 */
public record Setups(int seeds, List<Setup> all) {

    public Setups {
        all = List.copyOf(all);
    }

    public static Setups of(int seeds, Setup... all) {
        return new Setups(seeds, List.of(all));
    }

    /** The set-ups of the architectures asked for, or all. */
    public List<Setup> chosen(Overrides overrides) {
        List<Object> asked = overrides.values().get("architecture");
        if (asked == null) {
            return all;
        }
        List<Setup> chosen = new ArrayList<>();
        for (Object name : asked) {
            chosen.add(all.stream().filter(s -> s.architecture().equals(name)).findFirst()
                .orElseGet(() -> all.get(all.size() - 1).of(name.toString())));
        }
        return chosen;
    }
}
