package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.analysis.representation.Cost;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/**
 * Which measures are computed, and which are not and why.
 *
 * @param measures those asked for, each with what was set; the quick ones where nothing was asked for
 * @param others   those that were not asked for where nothing was
 */
record MeasureChoice(List<RepresentationMeasure> measures, List<RepresentationMeasure> others) {
    /** Of the memory that this process may use. */
    private static final double SHARE = 0.8;

    static MeasureChoice of(List<String> chosen, boolean all, List<String> settings) {
        if (all && !chosen.isEmpty()) {
            throw new InvalidInputException("--all and --measure " + String.join(",", chosen) + ": expected one of them");
        }
        if (!chosen.isEmpty()) {
            return new MeasureChoice(set(new LinkedHashSet<>(chosen).stream().map(RepresentationMeasures::named).toList(),
                settings), List.of());
        }
        List<RepresentationMeasure> every = set(RepresentationMeasures.all(), settings);
        Set<String> named = named(settings, every);
        return all ? new MeasureChoice(every, List.of())
            : new MeasureChoice(every.stream().filter(m -> m.usual() || named.contains(m.id())).toList(),
                every.stream().filter(m -> !m.usual() && !named.contains(m.id())).toList());
    }

    /** A setting asks for the measures that it is of. */
    private static Set<String> named(List<String> settings, List<RepresentationMeasure> every) {
        Set<String> named = new LinkedHashSet<>();
        for (String setting : settings) {
            every.stream().filter(m -> m.settings().stream().anyMatch(s -> setting.startsWith(s.key() + "=")))
                .forEach(m -> named.add(m.id()));
        }
        return named;
    }

    private static List<RepresentationMeasure> set(List<RepresentationMeasure> usual, List<String> settings) {
        List<RepresentationMeasure> measures = new ArrayList<>(usual);
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException("--set " + setting + ": expected key=value");
            }
            String key = setting.substring(0, equals);
            double value = number(setting, setting.substring(equals + 1));
            Set<String> known = new LinkedHashSet<>();
            boolean used = false;
            for (int i = 0; i < measures.size(); i++) {
                List<String> keys = measures.get(i).settings().stream().map(RepresentationMeasure.Setting::key).toList();
                known.addAll(keys);
                if (keys.contains(key)) {
                    measures.set(i, measures.get(i).with(key, value));
                    used = true;
                }
            }
            if (!used) {
                throw new InvalidInputException(known.isEmpty() ? "--set " + setting + ": the chosen measures have no settings"
                    : Nearest.unknown("setting", key, List.copyOf(known)));
            }
        }
        return measures;
    }

    private static double number(String setting, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("--set " + setting + ": expected a number", e);
        }
    }

    /**
     * Why measures are not computed for representations of these sizes.
     *
     * @return by id; those asked for are there where they need more memory than there is
     */
    Map<String, String> leftOut(int samples, int unitsA, int unitsB) {
        Map<String, String> leftOut = new LinkedHashMap<>();
        double most = Runtime.getRuntime().maxMemory() * SHARE;
        for (RepresentationMeasure measure : measures) {
            Cost cost = measure.cost(samples, unitsA, unitsB);
            if (cost.bytes() > most) {
                leftOut.put(measure.id(), tooLarge(cost, most));
            }
        }
        for (RepresentationMeasure measure : others) {
            Cost cost = measure.cost(samples, unitsA, unitsB);
            leftOut.put(measure.id(), cost.bytes() > most ? tooLarge(cost, most) : "not asked for (--all, or --measure "
                + measure.id() + "): " + (measure.ordered() ? "for time series only" : "about " + needs(cost)));
        }
        return leftOut;
    }

    private static String tooLarge(Cost cost, double most) {
        return "too large: " + needs(cost) + ", and this process may use " + gigabytes(most)
            + " (ESPALIER_JAVA_OPTS=-Xmx...)";
    }

    /** Time and memory in words. */
    static String needs(Cost cost) {
        double seconds = cost.seconds();
        String time = seconds < 1 ? "a second" : seconds < 100 ? Math.round(seconds) + " s"
            : seconds < 6000 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " hours";
        return time + " and " + gigabytes(cost.bytes());
    }

    private static String gigabytes(double bytes) {
        return bytes < 1e8 ? Math.max(1, Math.round(bytes / 1e6)) + " MB" : Math.round(bytes / 1e8) / 10.0 + " GB";
    }
}
