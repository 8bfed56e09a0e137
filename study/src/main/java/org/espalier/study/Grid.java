package org.espalier.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.base.Nearest;

/**
 * The cross product of named axes, with the user's overrides applied: how a study writes its {@code trials()}.
 *
 * <pre>{@code
 * List<Parameters> points = Grid.with(overrides)
 *     .axis("architecture", "conv-2", "conv-4")
 *     .axis("density", 0.1, 0.3, 0.5)
 *     .points();
 * }</pre>
 *
 * An override replaces all values of its axis, and is ignored by a grid without that axis: a study may have several
 * grids (a dense reference has no density), and {@link Plan} refuses an override that no trial took up. Immutable.
 */
public final class Grid {
    private final Overrides overrides;
    private final Map<String, List<Object>> axes;

    private Grid(Overrides overrides, Map<String, List<Object>> axes) {
        this.overrides = overrides;
        this.axes = axes;
    }

    /** A grid of one point without parameters. */
    public static Grid with(Overrides overrides) {
        return new Grid(overrides, Map.of());
    }

    /** This grid times an axis with one or more values; the axis given last varies fastest. */
    public Grid axis(String name, Object... values) {
        return axis(name, Arrays.asList(values));
    }

    /**
     * This grid times an axis with the values of a collection.
     *
     * @throws IllegalArgumentException if the axis exists already or has no values
     */
    public Grid axis(String name, Collection<?> values) {
        List<Object> chosen = overrides.values().getOrDefault(name, List.copyOf(values));
        if (axes.containsKey(name) || chosen.isEmpty()) {
            throw new IllegalArgumentException("axis '" + name + "' "
                + (chosen.isEmpty() ? "has no values" : "is there already"));
        }
        Map<String, List<Object>> more = new LinkedHashMap<>(axes);
        more.put(name, chosen);
        return new Grid(overrides, more);
    }

    /** This grid times an axis that only the user gives; without an override of that name, this grid. */
    public Grid optional(String name) {
        return overrides.values().containsKey(name) ? axis(name, List.of()) : this;
    }

    /** The values of an axis, overrides applied. */
    public List<Object> values(String axis) {
        List<Object> values = axes.get(axis);
        if (values == null) {
            throw new IllegalArgumentException(Nearest.unknown("axis", axis, axes.keySet()));
        }
        return values;
    }

    /** Every point once, in the order of the axes and their values. */
    public List<Parameters> points() {
        List<TreeMap<String, Object>> points = List.of(new TreeMap<>());
        for (Map.Entry<String, List<Object>> axis : axes.entrySet()) {
            List<TreeMap<String, Object>> next = new ArrayList<>();
            for (TreeMap<String, Object> point : points) {
                for (Object value : axis.getValue()) {
                    TreeMap<String, Object> longer = new TreeMap<>(point);
                    longer.put(axis.getKey(), value);
                    next.add(longer);
                }
            }
            points = next;
        }
        LinkedHashSet<Parameters> distinct = new LinkedHashSet<>();
        points.forEach(point -> distinct.add(new Parameters(point)));
        return List.copyOf(distinct);
    }
}
