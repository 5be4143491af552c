// What every page does: the theme, clips that stop, melodies that play, and everything folded open
// when it is printed.
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

  const LEAD = 0.05; // seconds until the first tone, which is else cut short
  const FADE = 0.03; // a tone that begins or ends at once clicks
  const LOUDNESS = 0.2;
  let stop = () => {};

  function tone(audio, onset, duration, pitch) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = 'triangle';
    oscillator.frequency.value = 440 * 2 ** ((pitch - 69) / 12);
    gain.gain.setValueAtTime(0, onset);
    gain.gain.linearRampToValueAtTime(LOUDNESS, onset + Math.min(FADE, duration / 4));
    gain.gain.linearRampToValueAtTime(0, onset + duration);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(onset);
    oscillator.stop(onset + duration);
    return oscillator;
  }

  // One melody sounds at a time, until it ends or its button or another's is pressed.
  function play(button) {
    const audio = new AudioContext();
    const numbers = button.dataset.tones.split(' ').map(Number);
    let last = null;
    for (let i = 0; i + 2 < numbers.length; i += 3) {
      last = tone(audio, audio.currentTime + LEAD + numbers[i], numbers[i + 1], numbers[i + 2]);
    }
    stop = () => {
      stop = () => {};
      button.textContent = 'Play';
      audio.close();
    };
    const mine = stop;
    button.textContent = 'Stop';
    if (last) {
      last.onended = () => { if (stop === mine) { stop(); } };
    } else {
      stop();
    }
  }

  document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('.play').forEach(button => {
    button.addEventListener('click', () => {
      const again = button.textContent === 'Stop';
      stop();
      if (!again) {
        play(button);
      }
    });
  }));

  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(d => { d.open = true; });
  });
  window.addEventListener('afterprint', () => opened.forEach(d => { d.open = false; }));
})();
