package org.espalier.nets;

import java.nio.file.Path;
import java.util.Map;

/** The folder in which a user's programs keep what can be had again. */
public final class UserCache {

    private UserCache() {}

    /**
     * {@code $XDG_CACHE_HOME/espalier}, else {@code ~/.cache/espalier}. The XDG base directory specification: a relative
     * {@code XDG_CACHE_HOME} is to be ignored.
     */
    public static Path folder(Map<String, String> environment) {
        Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        Path base = xdg.isAbsolute() ? xdg : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("espalier");
    }
}
