package org.espalier.nets.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.remedy.EngineChoice;
import org.espalier.nets.engine.remedy.EngineSetup;

/** The tensor engine as a whole: which versions it is made of, whether it works here, and how it is set up. */
public final class Engine {
    private static final int CHECK_SIZE = 512;
    private static final double TOLERANCE = 1e-9;
    /** The entry of {@link #versions} that a record made by a checked engine has. */
    public static final String CHECK = "engine-check";

    static {
        // A study must not depend on a network, nor tell anyone that it ran.
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
    }

    private Engine() {}

    /**
     * A working engine.
     *
     * @param versions      of the libraries
     * @param secondsToLoad until the first result; some tenths of a second, more when the natives are unpacked for the
     *                      first time
     * @param gigaflops     speed of a float64 matrix product of 512 x 512
     */
    public record Check(SortedMap<String, String> versions, double secondsToLoad, double gigaflops) {}

    /**
     * Library -> version: DJL, PyTorch, its natives with their platform, the JVM; and under {@value #CHECK} the check of the
     * engine that this process relies on, with the remedy in use. Does not load the engine, but checks it where that was not
     * done yet.
     *
     * @throws InvalidInputException if the engine computes wrongly here and no remedy mends it
     */
    public static SortedMap<String, String> versions() {
        SortedMap<String, String> versions = libraries();
        versions.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        EngineChoice choice = choice(said -> {});
        if (choice.remedy().isEmpty()) {
            throw new InvalidInputException(choice.refusal());
        }
        versions.put(CHECK, choice.provenance());
        return versions;
    }

    /**
     * How the engine is used on this processor: known from an earlier check, or checked now.
     *
     * @param say told in a line when it has to be checked
     */
    public static EngineChoice choice(Consumer<String> say) {
        return EngineSetup.choice(libraries(), say);
    }

    /** As {@link #choice}, checked again whatever is known; processes that start from now on use what it finds. */
    public static EngineChoice checkAgain(Consumer<String> say) {
        return EngineSetup.checkAgain(libraries(), say);
    }

    /** A copy; read from the class path once a process, for every manager asks. */
    private static SortedMap<String, String> libraries() {
        return new TreeMap<>(Libraries.VERSIONS);
    }

    private static final class Libraries {
        static final SortedMap<String, String> VERSIONS = read();
    }

    private static SortedMap<String, String> read() {
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("djl", ai.djl.engine.Engine.getDjlVersion());
        versions.put("pytorch", properties("pytorch-engine.properties").getProperty("pytorch_version", "unknown"));
        Properties natives = properties("native/lib/pytorch.properties");
        versions.put("pytorch-natives", natives.getProperty("version", "none") + " "
            + natives.getProperty("flavor", "") + " " + natives.getProperty("classifier", ""));
        return versions;
    }

    private static Properties properties(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Engine.class.getClassLoader().getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new InvalidInputException("the class path's " + resource + " cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }

    /**
     * Loads the engine and multiplies two matrices.
     *
     * @throws InvalidInputException if it cannot be loaded or multiplies wrongly; the message says what to do
     */
    public static Check check() {
        long start = System.nanoTime();
        try (NDManager manager = newManager()) {
            manager.ones(new Shape(2)).toFloatArray();
        }
        double load = (System.nanoTime() - start) / 1e9;
        int n = CHECK_SIZE;
        double[] a = new double[n * n];
        double[] b = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 2;
            for (int j = 0; j < n; j++) {
                b[i * n + j] = i - j / 2.0;
            }
        }
        MatrixProduct.multiply(a, n, n, b, n);
        start = System.nanoTime();
        double[] product = MatrixProduct.multiply(a, n, n, b, n);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (int i = 0; i < product.length; i++) {
            if (Math.abs(product[i] - 2 * b[i]) > TOLERANCE) {
                throw new InvalidInputException("the tensor engine multiplied two matrices and got " + product[i] + " instead of "
                    + 2 * b[i] + "; its natives do not suit this machine");
            }
        }
        return new Check(versions(), load, 2.0 * n * n * n / seconds / 1e9);
    }

    /**
     * A root manager of arrays on the processor; everything made from it is freed when it is closed. The one way to the engine:
     * before the first, this processor's {@linkplain org.espalier.nets.engine.remedy.Remedy remedy} is applied.
     *
     * @throws InvalidInputException if the engine cannot be loaded, or computes wrongly here and no remedy mends it
     */
    public static NDManager newManager() {
        EngineSetup.apply(Libraries.VERSIONS);
        try {
            return NDManager.newBaseManager(Device.cpu());
        } catch (ai.djl.engine.EngineException | LinkageError e) {
            throw new InvalidInputException("the tensor engine cannot be loaded (" + e.getMessage() + "); it needs the natives of "
                + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                + " (build with the Maven profile of the platform) and a writable folder for them (DJL_CACHE_DIR)", e);
        }
    }
}
