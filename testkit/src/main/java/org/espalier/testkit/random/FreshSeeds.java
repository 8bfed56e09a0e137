package org.espalier.testkit.random;

import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives {@link FreshSeed}s, and says them when their test fails. */
final class FreshSeeds implements ParameterResolver, TestExecutionExceptionHandler {
    /** The seed to use instead of a fresh one. */
    static final String SEED = "espalier.test.seed";
    private static final Namespace HERE = Namespace.create(FreshSeeds.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.isAnnotated(FreshSeed.class) && parameter.getParameter().getType() == long.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Long given = Long.getLong(SEED);
        return test.getStore(HERE).getOrComputeIfAbsent(SEED, key -> given != null ? given : new SplittableRandom().nextLong());
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        Object seed = test.getStore(HERE).get(SEED);
        if (seed != null) {
            failure.addSuppressed(new Exception("the seed was " + seed + "; the same again with -D" + SEED + "=" + seed));
            System.out.println(test.getDisplayName() + " failed with the seed " + seed + "; the same again with -D" + SEED + "=" + seed);
        }
        throw failure;
    }
}
