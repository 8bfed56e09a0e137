package org.espalier.cli.report;

/**
 * For what a figure is drawn.
 *
 * @param width  in pixels
 * @param titled whether the title is part of the drawing: in a file that stands alone
 * @param most   the most panels side by side
 */
record FigureSize(int width, boolean titled, int most) {
    /** A file of its own. */
    static final FigureSize FILE = new FigureSize(760, true, 3);
    /** In a page on a screen or paper. */
    static final FigureSize PAGE = new FigureSize(760, false, 3);
    /** In a page on a telephone, at its true size, so that text stays readable. */
    static final FigureSize PHONE = new FigureSize(350, false, 1);

    private static final int LEGEND_ROW = 26;

    int columns(int panels) {
        return Math.min(panels, panels == 4 ? Math.min(2, most) : most);
    }

    int height(int panels, int legendRows) {
        int rows = rows(panels);
        return rows * (panels > 1 ? panelHeight(panels) + 36 : panelHeight(panels)) + 50 + LEGEND_ROW * legendRows
            + (titled ? 36 : 0);
    }

    /** About how long a panel's vertical axis is, in pixels. */
    int panelHeight(int panels) {
        return columns(panels) > 1 ? 210 : rows(panels) > 1 ? 190 : Math.max(230, width * 2 / 5);
    }

    /** About how long a panel's horizontal axis is, in pixels. */
    int panelWidth(int panels) {
        return (width - 60) / columns(panels) - 20;
    }

    private int rows(int panels) {
        return (panels + columns(panels) - 1) / columns(panels);
    }
}
