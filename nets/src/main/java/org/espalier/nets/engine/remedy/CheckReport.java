package org.espalier.nets.engine.remedy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check of the engine found.
 *
 * @param comparisons number of results compared
 * @param failed      number of wrong ones by kind
 * @param failures    the first of each kind
 * @param seconds     the check took
 * @param steps       processor seconds of typical training steps, by name: the smallest of some
 */
public record CheckReport(int comparisons, SortedMap<String, Integer> failed, List<Failure> failures, double seconds,
                          SortedMap<String, Double> steps) {

    public CheckReport {
        failures = List.copyOf(failures);
        failed = new TreeMap<>(failed);
        steps = new TreeMap<>(steps);
    }

    /**
     * A wrong result.
     *
     * @param what  {@code convolution, gradient of the input}
     * @param where channels, kernel, batch
     * @param error relative to the norm of what is right; NaN where the result is no number or the question was yes or no
     */
    public record Failure(String what, String where, double error) {
        @Override
        public String toString() {
            return what + " (" + where + ")" + (Double.isNaN(error) ? "" : String.format(Locale.ROOT,
                " is off by %.3g %%", 100 * error));
        }
    }

    /** The report of a check that did not come to its end. */
    static CheckReport broken(String reason, double seconds) {
        return new CheckReport(0, new TreeMap<>(java.util.Map.of("the check itself", 1)),
            List.of(new Failure("the check itself", reason, Double.NaN)), seconds, new TreeMap<>());
    }

    @JsonIgnore
    public boolean passed() {
        return failed.isEmpty() && comparisons > 0;
    }

    /** Whether it came to its end: a verdict on the processor, not on this moment. */
    @JsonIgnore
    public boolean complete() {
        return comparisons > 0;
    }

    /** How fast steps are: the geometric mean of their seconds, so that each counts by its ratio. */
    @JsonIgnore
    public double pace() {
        return Math.exp(steps.values().stream().mapToDouble(Math::log).average().orElse(0));
    }

    /** What is wrong, in a clause; "nothing" if it passed. */
    public String summary() {
        if (passed()) {
            return "nothing";
        }
        int wrong = failed.values().stream().mapToInt(Integer::intValue).sum();
        return failures.get(0) + (complete() ? "; " + wrong + " of " + comparisons + " comparisons failed" : "");
    }
}
