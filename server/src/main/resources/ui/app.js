import { address, call, upload } from './api.js';
import { steps } from './steps.js';

const PAGE = 50;
const RECENT = 'remanso.recent';
const $ = id => document.getElementById(id);
const state = { id: null, version: 0, offset: 0, total: 0, columns: [], dtypes: new Map(), marks: new Map() };

const session = (id, path) => `/sessions/${encodeURIComponent(id)}${path}`;

/** A call about one session; one that is gone is forgotten. */
async function about(id, method, path, body, headers) {
  try {
    return await call(method, session(id, path), body, headers);
  } catch (problem) {
    if (problem.code === 'session_not_found') {
      forget(id);
    }
    throw problem;
  }
}

/** Runs what a click started: one thing at a time, seen to run, its problem shown in words. */
async function run(work) {
  if (document.body.ariaBusy === 'true') {
    settle();
    return;
  }
  document.body.ariaBusy = 'true';
  say('');
  progress();
  try {
    await work();
  } catch (problem) {
    say('');
    $('problem').textContent = problem.message;
  } finally {
    settle();
    document.body.ariaBusy = 'false';
    $('progress').hidden = true;
  }
}

/** Shows how far the work is, from 0 to 1; without a number, that it goes on. */
function progress(part) {
  $('progress').hidden = false;
  if (part === undefined) {
    $('progress').removeAttribute('value');
  } else {
    $('progress').value = part;
  }
}

function say(message) {
  $('problem').textContent = '';
  $('message').textContent = message;
}

// --- sessions this browser knows

function recent() {
  try {
    return JSON.parse(localStorage.getItem(RECENT)) ?? [];
  } catch {
    return [];
  }
}

function remember(id, name) {
  keep([{ id, name }, ...recent().filter(entry => entry.id !== id)].slice(0, 20));
}

function forget(id) {
  keep(recent().filter(entry => entry.id !== id));
  if (id === state.id) {
    close();
  }
}

function keep(entries) {
  try {
    localStorage.setItem(RECENT, JSON.stringify(entries));
  } catch {
    // A browser that keeps nothing for this page shows no list.
  }
}

function showRecent() {
  $('recent').replaceChildren(new Option('none', ''),
    ...recent().map(entry => new Option(entry.name, entry.id, false, entry.id === state.id)));
}

function close() {
  state.id = null;
  location.hash = '';
  document.title = 'Remanso';
  for (const part of ['table', 'cleaning', 'past']) {
    $(part).hidden = true;
  }
}

/** The list and the address name the session that is shown, not one that did not open. */
function settle() {
  showRecent();
  if (state.id !== null && state.id !== hash()) {
    history.replaceState(null, '', `#${state.id}`);
  }
}

const hash = () => location.hash.slice(1);

// --- showing a session

function open(id) {
  return id ? show(id, 0) : close();
}

/** Shows a session once all of it has arrived; until then, and when it does not, what was shown stays. */
async function show(id, offset) {
  const [metadata, versions, page] = await Promise.all([
    about(id, 'GET', ''), about(id, 'GET', '/history'), readRows(id, offset)]);
  const columnsBefore = JSON.stringify(state.columns);
  Object.assign(state, {
    id,
    version: metadata.current_version,
    columns: metadata.columns,
    dtypes: new Map(Object.entries(metadata.dtypes)),
    marks: new Map(Object.entries(metadata.intentional_missing)),
  });
  location.hash = id;
  remember(id, metadata.filename);
  $('table-title').textContent = metadata.filename;
  document.title = `${metadata.filename} – Remanso`;
  $('shape').textContent = `${metadata.shape[0].toLocaleString()} rows × ${metadata.shape[1]} columns, version ${metadata.current_version}`;
  showExport();
  showHistory(versions);
  $('audit').replaceChildren(...metadata.audit_log.map(line => element('li', line)));
  if (columnsBefore !== JSON.stringify(state.columns) || !$('parameters').hasChildNodes()) {
    showParameters();
  }
  showRows(page);
  for (const part of ['table', 'cleaning', 'past']) {
    $(part).hidden = false;
  }
}

/** A page of rows; the last one when the table ends before it. */
async function readRows(id, offset) {
  const page = await about(id, 'GET', `/rows?offset=${offset}&limit=${PAGE}`);
  return offset > 0 && page.rows.length === 0 ? readRows(id, lastOffset(page.total_rows)) : page;
}

function showRows(page) {
  state.offset = page.offset;
  state.total = page.total_rows;
  $('columns').replaceChildren(element('th', '#'), ...page.columns.map(column => {
    const head = element('th', column.name);
    head.scope = 'col';
    head.append(element('small', column.dtype));
    return head;
  }));
  $('rows').replaceChildren(...page.rows.map((cells, i) => {
    const position = state.offset + i;
    const row = document.createElement('tr');
    const head = element('th', position);
    head.scope = 'row';
    row.append(head, ...cells.map((value, c) => cell(value, position, page.columns[c].name)));
    return row;
  }));
  const end = state.offset + page.rows.length;
  $('position').textContent = page.rows.length
    ? `${state.offset}–${end - 1} of ${state.total.toLocaleString()}` : 'no rows';
  $('first').disabled = $('previous').disabled = state.offset === 0;
  $('next').disabled = $('last').disabled = end >= state.total;
}

function cell(value, position, column) {
  const td = element('td', value?.digits ?? value ?? '');
  if (value === null) {
    td.className = state.marks.get(column)?.includes(position) ? 'marked' : 'null';
  } else if (typeof value === 'number' || typeof value === 'object') {
    td.className = 'number';
  } else if (value.length > 40) {
    td.title = value;
  }
  return td;
}

function showHistory(versions) {
  $('history').replaceChildren(...versions.map(version => {
    const item = element('li', `${version.action_summary} (${version.rows_after.toLocaleString()} rows)`);
    item.value = version.version_id;
    if (version.current) {
      item.setAttribute('aria-current', 'true');
    } else {
      const restore = element('button', 'Restore');
      restore.setAttribute('aria-label', `Restore version ${version.version_id}`);
      restore.onclick = () => change('POST', '/restore', { version_id: version.version_id });
      item.append(restore);
    }
    return item;
  }));
}

function showExport() {
  $('export').href = address(session(state.id, `/data?format=${$('format').value}`));
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = String(text);
  return made;
}

// --- cleaning

function showParameters() {
  const step = steps[$('operation').value];
  $('parameters').replaceChildren(...step.fields.map(field => {
    const label = element('label', field.label + ' ');
    const input = document.createElement(field.kind === 'text' ? 'input' : 'select');
    input.name = field.name;
    if (field.kind === 'columns') {
      input.multiple = true; // before there are options, as a single choice would choose the first
      input.title = 'Hold Ctrl or Shift to choose several';
    }
    const options = { choice: field.options, columns: state.columns, column: state.columns }[field.kind] ?? [];
    options.forEach(option => input.append(new Option(option, option))); // the value keeps its spaces
    label.append(input);
    return label;
  }));
}

function request() {
  const name = $('operation').value;
  const fields = {};
  for (const field of steps[name].fields) {
    const input = $('operation-form').elements[field.name];
    fields[field.name] = field.kind === 'columns' ? [...input.selectedOptions].map(o => o.value) : input.value;
  }
  return { operation: name, ...steps[name].request(fields, state.dtypes) };
}

function describe(result) {
  const cells = result.cells_changed === null ? '' : `, ${result.cells_changed.toLocaleString()} cells changed`;
  return `${result.action_summary}: ${result.rows_before.toLocaleString()} → ${result.rows_after.toLocaleString()} rows${cells}`;
}

/** Changes the version that is shown, and no other. */
function change(method, path, body) {
  return run(async () => {
    let result;
    try {
      result = await about(state.id, method, path, body, { 'If-Match': `"${state.version}"` });
    } catch (problem) {
      if (problem.code !== 'version_conflict') {
        throw problem;
      }
      await show(state.id, state.offset);
      throw new Error('Someone else has changed the table; this is what it is now. Nothing of yours was done.');
    }
    state.version = result.version;
    await show(state.id, state.offset).catch(problem => {
      throw new Error(`${describe(result)}. This is done, but the page could not be read again: ${problem.message}`);
    });
    say(describe(result));
  });
}

function openFile(file) {
  return run(async () => {
    $('sheets').hidden = true;
    const send = path => upload(path, file, part => {
      say(part < 1 ? `Sending ${file.name} …` : `Reading ${file.name} …`);
      progress(part < 1 ? part : undefined);
    });
    try {
      await openNew(await send('/sessions'));
    } catch (problem) {
      if (problem.code !== 'sheet_required') {
        throw problem;
      }
      offerSheets(await send('/uploads'));
    }
  });
}

function offerSheets(staged) {
  $('sheets').replaceChildren(...staged.sheets.map(sheet => {
    const choice = element('button', `${sheet.name} (${sheet.rows.toLocaleString()} rows × ${sheet.columns.length})`);
    choice.type = 'button';
    choice.onclick = () => run(async () => openNew(
      await call('POST', '/sessions', { temp_id: staged.temp_id, sheet: sheet.name })));
    return choice;
  }));
  $('sheets').hidden = false;
  say(`${staged.filename} has several sheets. Which one?`);
}

async function openNew(made) {
  remember(made.session_id, made.filename); // found in the list when it cannot be shown yet
  await open(made.session_id);
  $('sheets').hidden = true;
  const report = made.import_report;
  say(`${report.rows_imported.toLocaleString()} rows imported, ${report.rejected_count.toLocaleString()} rejected. ${report.warnings.join(' ')}`);
}

// --- wiring

function lastOffset(total) {
  return Math.max(0, Math.floor((total - 1) / PAGE) * PAGE);
}

function turn(offset) {
  return run(async () => showRows(await readRows(state.id, Math.max(0, offset))));
}

$('upload-form').onsubmit = event => {
  event.preventDefault();
  openFile($('file').files[0]);
};
document.ondragover = event => {
  event.preventDefault();
  document.body.classList.add('dropping');
};
document.ondragleave = () => document.body.classList.remove('dropping');
document.ondrop = event => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  if (event.dataTransfer.files.length) {
    openFile(event.dataTransfer.files[0]);
  }
};
$('recent').onchange = () => {
  const id = $('recent').value;
  run(() => open(id));
};
window.onhashchange = () => hash() !== (state.id ?? '') && run(() => open(hash()));
$('undo').onclick = () => change('POST', '/undo');
$('redo').onclick = () => change('POST', '/redo');
$('delete').onclick = () => run(async () => {
  if (confirm(`Delete ${$('table-title').textContent} with all its versions?`)) {
    await about(state.id, 'DELETE', '');
    forget(state.id);
    say('The session is gone.');
  }
});
$('format').onchange = showExport;
$('first').onclick = () => turn(0);
$('previous').onclick = () => turn(state.offset - PAGE);
$('next').onclick = () => turn(state.offset + PAGE);
$('last').onclick = () => turn(lastOffset(state.total));
$('operation').append(...Object.entries(steps).map(([name, step]) => new Option(step.label, name)));
$('operation').onchange = showParameters;
$('operation-form').onsubmit = event => {
  event.preventDefault();
  change('POST', '/operations', request());
};
$('preview').onclick = () => run(async () => {
  say('Preview. ' + describe(await about(state.id, 'POST', '/operations?dry_run=true', request())));
});

showRecent();
if (hash()) {
  run(() => open(hash()));
}
