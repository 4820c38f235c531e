// The cleaning steps that the page offers: their fields, and the request that the fields make.

import { Digits } from './json.js';

const columns = { name: 'columns', label: 'Columns', kind: 'columns' };
const column = { name: 'column', label: 'Column', kind: 'column' };
const choice = (name, label, options) => ({ name, label, kind: 'choice', options });
const text = (name, label) => ({ name, label, kind: 'text' });

const dtypes = ['int64', 'float64', 'string', 'bool', 'date', 'timestamp', 'time', 'int32', 'int16', 'int8',
  'uint64', 'uint32', 'uint16', 'uint8', 'float32', 'decimal(18,2)'];

export const steps = {
  fill_nulls: {
    label: 'Fill empty cells',
    fields: [columns,
      choice('strategy', 'With', ['mean', 'median', 'mode', 'constant', 'forward', 'backward', 'linear']),
      text('value', 'Value (constant only)')],
    request: (f, dtypes) => ({
      columns: f.columns,
      strategy: f.strategy,
      ...(f.strategy === 'constant' ? { value: literal(f.value, dtypes.get(f.columns[0])) } : {}),
    }),
  },
  drop_nulls: {
    label: 'Drop rows with empty cells',
    fields: [columns, choice('how', 'When', ['any', 'all'])],
    request: f => ({ ...some(f.columns), how: f.how }),
  },
  convert_type: {
    label: 'Convert type',
    fields: [columns, choice('to', 'To', dtypes), choice('on_error', 'What does not fit', ['fail', 'null'])],
    request: f => ({ columns: f.columns, to: f.to, on_error: f.on_error }),
  },
  rename_columns: {
    label: 'Rename a column',
    fields: [column, text('name', 'New name')],
    request: f => ({ mapping: { [f.column]: f.name } }),
  },
  drop_columns: { label: 'Drop columns', fields: [columns], request: f => ({ columns: f.columns }) },
  select_columns: { label: 'Keep only some columns', fields: [columns], request: f => ({ columns: f.columns }) },
  trim_whitespace: { label: 'Trim whitespace', fields: [columns], request: f => ({ columns: f.columns }) },
  change_case: {
    label: 'Change case',
    fields: [columns, choice('to', 'To', ['lower', 'upper', 'title'])],
    request: f => ({ columns: f.columns, to: f.to }),
  },
  replace_values: {
    label: 'Replace a value',
    fields: [columns, text('from', 'Value'), text('to', 'By')],
    request: f => ({ columns: f.columns, mapping: { [f.from]: f.to } }),
  },
  drop_duplicates: {
    label: 'Drop duplicate rows',
    fields: [columns, choice('keep', 'Keep', ['first', 'last'])],
    request: f => ({ ...some(f.columns), keep: f.keep }),
  },
  filter_rows: {
    label: 'Keep rows where',
    fields: [column,
      choice('op', 'Is', ['=', '!=', '<', '<=', '>', '>=', 'contains', 'is_null', 'not_null']),
      text('value', 'Value')],
    request: (f, dtypes) => ({
      where: {
        column: f.column,
        op: f.op,
        ...(f.op.endsWith('null') ? {} : { value: literal(f.value, dtypes.get(f.column)) }),
      },
    }),
  },
  sort_rows: {
    label: 'Sort rows',
    fields: [column, choice('order', 'Order', ['ascending', 'descending'])],
    request: f => ({ by: [{ column: f.column, descending: f.order === 'descending' }] }),
  },
};

/** No chosen columns stand for all of them. */
function some(chosen) {
  return chosen.length ? { columns: chosen } : {};
}

/** What was typed, as a value of the column's type; a number with all its digits. */
function literal(value, dtype) {
  if (/^(u?int|float|decimal)/.test(dtype)) {
    const digits = plain(value);
    return /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(digits) ? new Digits(digits) : value;
  }
  if (dtype === 'bool' && (value === 'true' || value === 'false')) {
    return value === 'true';
  }
  return value;
}

/** A number in the one form that JSON has: 5 for +5 and 005 and 5., 0.5 for .5. */
function plain(number) {
  return number.trim().replace(/^\+/, '')
    .replace(/^-?(?=\.\d)/, '$&0')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\d)\.(?=e|$)/i, '$1');
}
