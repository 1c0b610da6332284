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
 * Characters that fit into a cell over all columns of a table that is so wide: cli-table3 counts one for each gap within
 * the cell, whatever its length, and cuts what is longer.
 */
export const spanWidth = (tableWidth: number, gaps: number): number =>
  tableWidth - gaps * (borderlessTable.chars.middle.length - 1);
