// Filters and sorts the rows of the overview.
(function () {
  'use strict';

  document.addEventListener('DOMContentLoaded', () => {
    const form = document.getElementById('filters');
    const body = document.querySelector('#papers tbody');
    const rows = [...body.rows];
    const shown = document.getElementById('shown');

    function filter() {
      const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(w => w);
      let count = 0;
      for (const row of rows) {
        const matches = words.every(w => row.dataset.text.includes(w)) &&
          ['verdict', 'scale', 'data'].every(name => {
            const wanted = form.elements[name].value;
            return !wanted || row.dataset[name].split(' ').includes(wanted);
          });
        row.hidden = !matches;
        count += matches ? 1 : 0;
      }
      shown.textContent = `${count} of ${rows.length} papers`;
    }

    function sort(header, column) {
      const down = header.getAttribute('aria-sort') === 'ascending';
      document.querySelectorAll('#papers th[aria-sort]').forEach(h => h.removeAttribute('aria-sort'));
      header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = row => row.cells[column].dataset.key || row.cells[column].textContent.trim();
      const numeric = rows.every(r => key(r) === '' || !isNaN(Number(key(r))));
      const order = numeric
        ? (a, b) => Number(key(a)) - Number(key(b))
        : (a, b) => key(a).localeCompare(key(b));
      rows.sort((a, b) => (down ? -1 : 1) * order(a, b));
      body.append(...rows);
    }

    form.addEventListener('input', filter);
    form.addEventListener('change', filter);
    form.addEventListener('submit', e => e.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
    document.querySelectorAll('#papers thead th').forEach((header, column) => {
      const button = header.querySelector('button');
      if (button) {
        button.addEventListener('click', () => sort(header, column));
      }
    });
    filter();
  });
})();
