import type Table from 'cli-table3';

/** Lines without a frame: at 80 columns a frame would take what the name of an index needs. */
export const borderlessTable = {
  chars: {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
    middle: '  ',
  },
  // cli-table3 colours heads and borders by default, into pipes too.
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
} satisfies Table.TableConstructorOptions;

/**
 * The number of characters that fit into a cell that spans all columns of a table. cli-table3 counts one character for each
 * gap within the cell, whatever the width of the gap, and cuts a longer text.
 *
 * @param gaps between the columns
 */
export const spanWidth = (tableWidth: number, gaps: number): number =>
  tableWidth - gaps * (borderlessTable.chars.middle.length - 1);
