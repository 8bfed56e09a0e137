package org.espalier.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a class of options that commands mix in: in their help the options stand under a heading of their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OptionSection {

    /** The heading, one line. */
    String value();
}
