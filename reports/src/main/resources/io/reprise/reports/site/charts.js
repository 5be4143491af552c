// Draws the charts of a page: each <script type="application/json"> inside a figure holds a kind and
// its data, and the functions below make a Vega-Lite specification of them that fits the width at
// hand. Colours are the page's CSS variables, so charts follow the theme without being drawn again.
(function () {
  'use strict';

  const OURS = 'var(--accent)';
  const THEIRS = 'var(--theirs)';
  const SERIES = [1, 2, 3, 4, 5, 6, 7].map(n => `var(--series-${n})`);
  const SHAPES = {reported: 'diamond', reproduced: 'circle'};
  const OTHERS = 'other methods';
  const methods = new Map();
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  const LOGGER = vega.logger(vega.Error);
  const MOST_POINTS_BEHIND = 20000;
  const NARROWEST_PANEL = 230;
  const GAP = 56;

  function config(width) {
    const text = {
      labelColor: 'var(--muted)', titleColor: 'var(--muted)', labelFont: FONT, titleFont: FONT,
      labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal',
    };
    return {
      aria: false, // the figure has its own label and table
      background: 'transparent',
      font: FONT,
      view: {stroke: null},
      axis: Object.assign({
        gridColor: 'var(--faint)', domainColor: 'var(--rule)', tickColor: 'var(--rule)',
      }, text),
      axisY: {labelLimit: Math.round(width * 0.42)},
      legend: Object.assign({
        orient: 'top', symbolStrokeWidth: 2, labelLimit: Math.round(width * 0.8),
        columns: width < 480 ? 2 : 4,
      }, text),
      header: Object.assign({}, text, {
        labelColor: 'var(--ink)', labelFontWeight: 600, labelAnchor: 'start',
      }),
    };
  }

  function labels(more) {
    return Object.assign({
      field: 'label', type: 'nominal', sort: null, title: null,
      axis: {domain: false, ticks: false, labelPadding: 8, grid: true},
    }, more);
  }

  function number(field, title, more) {
    return Object.assign(
      {field, type: 'quantitative', title, scale: {zero: false, nice: true}}, more);
  }

  function rows(spec) {
    return Object.assign({autosize: {type: 'fit-x', contains: 'padding'}, height: {step: 22}}, spec);
  }

  function tips(...fields) {
    return fields.map(([field, title]) => ({field, title, type: 'nominal'}));
  }

  /** A method's colour, the same in all charts of the page; none once all are taken. */
  function colour(method) {
    if (method !== OTHERS && !methods.has(method) && methods.size < SERIES.length) {
      methods.set(method, SERIES[methods.size]);
    }
    return methods.get(method);
  }

  /** A layer of those rows that have an interval; none if no row has. */
  function intervals(all, layer) {
    const values = all.filter(r => r.low !== null && r.high !== null);
    return values.length ? [Object.assign({data: {values}}, layer)] : [];
  }

  const kinds = {
    /** rows: label, reported, printed, value, low, high, found */
    agreement(data, width) {
      const who = Object.keys(SHAPES);
      const values = data.rows.flatMap(r => [
        Object.assign({who: 'reported', x: r.reported}, r), Object.assign({who: 'reproduced', x: r.value}, r)]);
      return rows({
        width,
        encoding: {y: labels()},
        layer: [
          ...intervals(data.rows, {mark: {type: 'rule', strokeWidth: 2, color: OURS},
            encoding: {x: number('low', data.x), x2: {field: 'high'}}}),
          {data: {values},
            mark: {type: 'point', strokeWidth: 2},
            encoding: {
              x: number('x', data.x),
              color: {field: 'who', type: 'nominal', title: null, scale: {domain: who, range: [THEIRS, OURS]}},
              shape: {field: 'who', type: 'nominal', title: null, scale: {domain: who, range: Object.values(SHAPES)}},
              size: {field: 'who', type: 'nominal', title: null, scale: {domain: who, range: [110, 30]}},
              tooltip: tips(['label', 'what'], ['printed', 'reported'], ['found', 'reproduced'], ['verdict', 'verdict']),
            }},
        ],
      });
    },

    /** rows: label, mean, low, high, seeds: values; intervals far wider than the seeds are cut */
    strip(data, width) {
      const all = data.rows.flatMap(r => r.seeds);
      const least = Math.min(...all);
      const most = Math.max(...all);
      const log = least > 0 && most / least > 1000;
      const room = (most - least || Math.abs(most) || 1) * 0.25;
      const from = log ? least : Math.max(least - room, Math.min(least, ...data.rows.map(r => r.low ?? least)));
      const to = log ? most : Math.min(most + room, Math.max(most, ...data.rows.map(r => r.high ?? most)));
      const scale = log
        ? {type: 'log', domain: [from, to], nice: true}
        : {domain: from < to ? [from, to] : [from - room, to + room], nice: true, zero: false};
      const tiny = Math.max(Math.abs(from), Math.abs(to)) < 1e-3;
      const axis = log ? {format: '~g', tickCount: 6} : tiny ? {format: '.2~e', tickCount: 5} : {};
      const x = field => number(field, data.x, {scale, axis});
      const seeds = data.rows.flatMap(r =>
        r.seeds.map((s, i) => ({label: r.label, value: s, seed: r.names[i], shown: String(s)})));
      return rows({
        width,
        data: {values: data.rows},
        encoding: {y: labels()},
        layer: [
          ...intervals(data.rows, {mark: {type: 'rule', clip: true, strokeWidth: 6, opacity: 0.25, color: OURS},
            encoding: {x: x('low'), x2: {field: 'high'},
              tooltip: tips(['label', 'variant'], ['interval', '95% interval'])}}),
          {mark: {type: 'point', filled: false, size: 46, strokeWidth: 1.5, color: OURS},
            data: {values: seeds},
            encoding: {x: x('value'), tooltip: tips(['label', 'variant'], ['seed', 'seed'], ['shown', data.x])}},
          {mark: {type: 'tick', thickness: 2.5, size: 15, color: OURS},
            encoding: {x: x('mean'), tooltip: tips(['label', 'variant'], ['text', 'mean'])}},
        ],
      });
    },

    /** rows: label, mean, low, high, found: differences, beside the line of none */
    effect(data, width) {
      const tooltip = tips(['label', 'what'], ['text', 'difference'], ['found', 'found']);
      return rows({
        width,
        encoding: {y: labels()},
        layer: [
          {data: {values: [{zero: 0}]}, mark: {type: 'rule', color: 'var(--muted)', strokeDash: [4, 3]},
            encoding: {x: number('zero', data.x), y: null}},
          ...intervals(data.rows, {mark: {type: 'rule', strokeWidth: 2, color: OURS},
            encoding: {x: number('low', data.x), x2: {field: 'high'}}}),
          {data: {values: data.rows}, mark: {type: 'point', filled: true, opacity: 1, size: 60, color: OURS},
            encoding: {x: number('mean', data.x), tooltip}},
        ],
      });
    },

    /** x: what there is a value for, such as an epoch; rows: variant, mean, low, high */
    curves(data, width) {
      const points = data.rows.flatMap(r => r.mean.map((mean, i) =>
        ({variant: r.variant, epoch: i + 1, mean, low: r.low[i], high: r.high[i]})));
      const columns = Math.max(1, Math.min(4, data.rows.length, Math.floor(width / NARROWEST_PANEL)));
      const most = Math.max(...points.map(p => p.epoch));
      // A few values have a tick each: with a count alone there are ticks between them, rounded to the same numbers.
      const ticks = most <= 6 ? {values: [...Array(most).keys()].map(i => i + 1)} : {tickMinStep: 1, tickCount: 5};
      const x = number('epoch', data.x, {axis: {...ticks, grid: false, format: 'd'}, scale: {nice: false}});
      const y = field => number(field, null, {axis: {tickCount: 4}});
      const layer = [
        {mark: {type: 'area', color: OURS, opacity: 0.2},
          encoding: {x, y: y('low'), y2: {field: 'high'}}},
        {mark: {type: 'line', color: OURS, strokeWidth: 2, point: points.length === data.rows.length}, encoding: {x, y: y('mean')}},
      ];
      if (data.rows.length > 1 && points.length * data.rows.length < MOST_POINTS_BEHIND) {
        layer.unshift({
          data: {values: points.map(p => ({other: p.variant, epoch: p.epoch, mean: p.mean}))},
          mark: {type: 'line', color: 'var(--other)', strokeWidth: 1},
          encoding: {x, y: y('mean'), detail: {field: 'other', type: 'nominal'}}});
      }
      return {
        data: {values: points},
        facet: {field: 'variant', type: 'nominal', sort: data.rows.map(r => r.variant),
          header: {title: null, labelLimit: Math.floor(width / columns) - 20}},
        columns,
        spacing: {row: 26, column: 22},
        spec: {width: Math.floor(width / columns) - 66, height: 120, layer},
      };
    },

    /** rows: series, and of each run: run, value, low, high, text, name, found (noisy, faster, slower or nothing) */
    trend(data, width) {
      const runs = [...new Set(data.rows.flatMap(r => r.run))].sort((a, b) => a - b);
      const columns = Math.max(1, Math.min(4, data.rows.length, Math.floor(width / NARROWEST_PANEL)));
      // Few runs have a tick each: with a count alone there are ticks between them.
      const ticks = runs.length <= 6 ? {values: runs} : {tickMinStep: 1, tickCount: 5};
      const across = Math.floor(width / columns) - GAP;
      const x = number('run', null, {axis: {...ticks, grid: false, format: 'd'},
        scale: {zero: false, nice: false, padding: 8, domain: [runs[0], runs[runs.length - 1]]}});
      const changed = "datum.found === 'slower' || datum.found === 'faster'";
      const color = {condition: {test: changed, value: THEIRS}, value: OURS};
      const fillOpacity = {condition: {test: "datum.found === 'noisy'", value: 0}, value: 1};
      const panel = r => {
        const values = r.run.map((run, i) => ({run, value: r.value[i], low: r.low[i], high: r.high[i],
          series: r.series, text: r.text[i], name: r.name[i], found: r.found[i]}));
        // A scale of its own, since a change is small beside what series differ by; wide intervals are cut.
        const known = r.value.filter(v => v !== null);
        const least = Math.min(...known);
        const most = Math.max(...known);
        const room = (most - least) * 0.5 || Math.abs(most) * 0.05 || 1;
        const y = field => number(field, null, {axis: {tickCount: 3, format: '~g'},
          scale: {zero: false, nice: true, domain: [least - room, most + room]}});
        return {
          width: across, height: 80, data: {values},
          title: {text: r.series, anchor: 'start', frame: 'group', color: 'var(--ink)', font: FONT, fontSize: 12, fontWeight: 600,
            limit: across + GAP / 2},
          layer: [
            ...intervals(values, {mark: {type: 'rule', clip: true, strokeWidth: 4, opacity: 0.25},
              encoding: {x, y: y('low'), y2: {field: 'high'}, color}}),
            {mark: {type: 'line', color: OURS, strokeWidth: 1, opacity: 0.5}, encoding: {x, y: y('value')}},
            {mark: {type: 'point', filled: true, size: 42, opacity: 1, strokeWidth: 1.5},
              encoding: {x, y: y('value'), color, fillOpacity,
                tooltip: tips(['series', 'what'], ['name', 'run'], ['text', 'value'])}},
          ],
        };
      };
      return {concat: data.rows.filter(r => r.value.some(v => v !== null)).map(panel), columns,
        bounds: 'flush', spacing: {row: GAP, column: GAP}};
    },

    /** rows: label, ms: every sample */
    latency(data, width) {
      const x = number('ms', data.x, {scale: {zero: true, nice: true}});
      const values = data.rows.flatMap(r => r.ms.map(ms => ({label: r.label, ms})));
      return rows({
        width,
        data: {values},
        encoding: {y: labels(), x},
        layer: [
          {mark: {type: 'boxplot', extent: 'min-max', size: 12, color: OURS,
            box: {fillOpacity: 0.25, stroke: OURS}, median: {color: OURS, strokeWidth: 2},
            rule: {color: OURS}, ticks: false}},
          {mark: {type: 'tick', size: 9, thickness: 1, opacity: 0.65, color: OURS}},
        ],
      });
    },

    /** rows: label, value, text: a bar each */
    bars(data, width) {
      return rows({
        width,
        height: {step: 16},
        data: {values: data.rows},
        mark: {type: 'bar', tooltip: true, color: OURS},
        encoding: {
          y: labels({scale: {paddingInner: 0.3}}),
          x: number('value', data.x, {scale: {zero: true, nice: true}}),
          tooltip: tips(['label', 'operation'], ['text', 'time']),
        },
      });
    },

    /** rows: label, what, value, text */
    cost(data, width) {
      return rows({
        width,
        height: {step: data.kinds.length > 1 ? 12 : 22},
        data: {values: data.rows},
        mark: {type: 'bar', tooltip: true},
        encoding: {
          y: labels({scale: {paddingInner: 0.35}}),
          yOffset: {field: 'what', sort: data.kinds},
          x: number('value', data.x, {scale: {zero: true, nice: true}, axis: {format: '~s'}}),
          color: {field: 'what', type: 'nominal', title: null,
            scale: {domain: data.kinds, range: [OURS, THEIRS]}},
          tooltip: tips(['label', 'network'], ['what', 'what'], ['text', 'value']),
        },
      });
    },

    /** rows: label, method, who (reported or reproduced), x, y, low, high */
    scatter(data, width) {
      const values = data.rows.map(r => Object.assign({}, r, {
        series: colour(r.method) ? r.method : OTHERS, shown: `${r.y} at ${r.x}`}));
      const domain = [...new Set(values.map(r => r.series))];
      const range = domain.map(method => colour(method) || 'var(--other)');
      const color = {field: 'series', type: 'nominal', title: null, scale: {domain, range}};
      const x = number('x', data.x);
      const tooltip = tips(['label', 'what'], ['who', 'which'], ['shown', 'value']);
      const who = [...new Set(data.rows.map(r => r.who))];
      return {
        width, height: Math.min(340, Math.max(240, width * 0.45)),
        autosize: {type: 'fit', contains: 'padding'},
        encoding: {x, color},
        layer: [
          ...intervals(values, {mark: {type: 'rule', strokeWidth: 1.5},
            encoding: {y: number('low', data.y), y2: {field: 'high'}}}),
          ...who.map(w => ({
            data: {values: values.filter(r => r.who === w)},
            mark: w === 'reported'
              ? {type: 'point', size: 80, strokeWidth: 2, filled: false}
              : {type: 'point', size: 60, filled: true, opacity: 1},
            encoding: {y: number('y', data.y), tooltip, shape: {datum: w, title: null,
              scale: {domain: who, range: who.map(x => SHAPES[x])}}},
          })),
        ],
      };
    },
  };

  async function draw(figure) {
    const plot = figure.querySelector('.plot');
    const data = JSON.parse(figure.querySelector('script').textContent);
    const width = Math.floor(plot.clientWidth);
    if (width === 0 || Number(plot.dataset.width) === width) {
      return;
    }
    plot.dataset.width = width;
    // Vega writes the description over the label of its container.
    const description = plot.getAttribute('aria-label');
    const spec = Object.assign(kinds[data.kind](data, width), {config: config(width), description});
    if (plot.view) {
      plot.view.finalize();
    }
    plot.view = new vega.View(vega.parse(vegaLite.compile(spec, {logger: LOGGER}).spec), {
      renderer: 'svg', container: plot, hover: false, logger: LOGGER,
    });
    await plot.view.runAsync();
    // Marks call themselves graphics even without a name; the figure's label stands for them all.
    plot.setAttribute('role', 'img');
    plot.removeAttribute('aria-roledescription');
    plot.querySelectorAll('svg, svg [role]').forEach(e => {
      e.removeAttribute('role');
      e.removeAttribute('aria-roledescription');
    });
  }

  async function drawAll() {
    for (const figure of document.querySelectorAll('figure.chart')) {
      await draw(figure);
    }
    document.documentElement.dataset.drawn = 'true';
  }

  document.addEventListener('DOMContentLoaded', () => {
    drawAll();
    let waiting;
    window.addEventListener('resize', () => {
      clearTimeout(waiting);
      waiting = setTimeout(drawAll, 150);
    });
  });
})();
