package org.espalier.study.spec;

import org.espalier.study.Preset;

/**
 * One value a preset: presets as data.
 *
 * @param smoke    of {@link Preset#SMOKE}
 * @param quick    of {@link Preset#QUICK}
 * @param standard of {@link Preset#STANDARD}
 * @param paper    of {@link Preset#PAPER}
 */
public record PerPreset<T>(T smoke, T quick, T standard, T paper) {

    /** The value of a preset. */
    public T of(Preset preset) {
        return switch (preset) {
            case SMOKE -> smoke;
            case QUICK -> quick;
            case STANDARD -> standard;
            case PAPER -> paper;
        };
    }
}
