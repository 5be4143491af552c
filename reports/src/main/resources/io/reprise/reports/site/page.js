// What every page does: the theme, clips that stop, and everything folded open when it is printed.
(function () {
  'use strict';

  const root = document.documentElement;
  const THEMES = ['auto', 'light', 'dark'];

  function stored() {
    try {
      return localStorage.getItem('reprise-theme');
    } catch (e) {
      return null; // a browser may refuse storage to pages from files
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem('reprise-theme', theme);
    } catch (e) {
      // The theme then lasts as long as the page.
    }
  }

  function apply(theme) {
    if (theme === 'auto') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    const button = document.getElementById('theme');
    if (button) {
      button.textContent = `Theme: ${theme}`;
    }
  }

  let theme = THEMES.includes(stored()) ? stored() : 'auto';
  apply(theme);
  root.classList.add('scripted');

  document.addEventListener('DOMContentLoaded', () => {
    apply(theme);
    document.getElementById('theme').addEventListener('click', () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      keep(theme);
      apply(theme);
    });
  });

  // A clip stands still where its source with the first frame applies.
  function clip(button) {
    const source = button.parentElement.querySelector('source');
    let moves = !matchMedia(source.media).matches;
    const show = () => { button.textContent = moves ? 'Pause' : 'Play'; };
    button.addEventListener('click', () => {
      moves = !moves;
      source.media = moves ? 'not all' : 'all';
      show();
    });
    show();
  }

  document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('.motion').forEach(clip));

  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(d => { d.open = true; });
  });
  window.addEventListener('afterprint', () => opened.forEach(d => { d.open = false; }));
})();
