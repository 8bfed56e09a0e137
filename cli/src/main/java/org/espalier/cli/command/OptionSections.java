package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Options in help by {@link OptionSection}, behind those of no section. (picocli's own groups have headings, too, but let an
 * option be given twice, the last one counting.)
 */
final class OptionSections {
    private OptionSections() {}

    /** @param line with all its subcommands */
    static void showIn(CommandLine line) {
        Map<String, IHelpSectionRenderer> parts = new HashMap<>(line.getHelpSectionMap());
        parts.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionSections::text);
        line.setHelpSectionMap(parts);
    }

    private static String text(Help help) {
        CommandSpec command = help.commandSpec();
        List<OptionSpec> others = new ArrayList<>(command.options());
        StringBuilder sections = new StringBuilder();
        for (CommandSpec mixin : command.mixins().values()) {
            OptionSection section = mixin.userObject() == null ? null
                : mixin.userObject().getClass().getAnnotation(OptionSection.class);
            if (section != null) {
                List<OptionSpec> own = others.stream().filter(o -> mixin.optionsMap().containsKey(o.longestName())).toList();
                others.removeAll(own);
                sections.append(String.format("%n%s%n%s", section.value(), list(help, own)));
            }
        }
        return sections.isEmpty() ? help.optionList() : list(help, others) + sections;
    }

    /** As wide as all options of the command need. */
    private static String list(Help help, List<OptionSpec> options) {
        return help.optionListExcludingGroups(options,
            help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme()), null,
            help.parameterLabelRenderer());
    }
}
