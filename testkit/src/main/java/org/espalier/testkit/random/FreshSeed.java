package org.espalier.testkit.random;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a {@code long} parameter of a test: another seed at every run, or that of {@code -Despalier.test.seed=N}. A test that fails
 * says its seed. Tests whose seeds are written in their code need none: they fail again by themselves.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FreshSeeds.class)
public @interface FreshSeed {}
