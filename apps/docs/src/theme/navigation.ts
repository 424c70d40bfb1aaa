import type { DefaultTheme } from 'vitepress';

const LIVE = [
  { text: 'Look', link: '/live/look' },
  { text: 'Fast weights', link: '/live/fast-weights' },
  { text: 'LSTM', link: '/live/lstm' },
  { text: 'World', link: '/live/world' },
  { text: 'Subgoals', link: '/live/subgoals' },
];

const GUIDES = [
  { text: 'Install one package', link: '/guides/install' },
  { text: 'Train, save, load', link: '/guides/train-save-load' },
  { text: 'Write an environment', link: '/guides/environment' },
  { text: 'Write a cell', link: '/guides/cell' },
  { text: 'The math layer and compile', link: '/guides/math' },
  { text: 'Determinism', link: '/guides/determinism' },
  { text: 'Contribute a layer', link: '/guides/contribute' },
  { text: 'Releases', link: '/guides/releases' },
];

const PAPERS = [
  { text: 'All experiments', link: '/papers/' },
  { text: '1990 · World models', link: '/papers/world-models' },
  { text: '1990 · Vector-valued critics', link: '/papers/adaptive-critics' },
  { text: '1991 · Artificial fovea trajectories', link: '/papers/fovea' },
  { text: '1991 · Subgoals for action sequences', link: '/papers/action-sequences' },
  { text: '1992 · Fast-weight memories', link: '/papers/fast-weights' },
  { text: '1992 · Subgoal generators', link: '/papers/subgoals' },
  { text: '1997 · HQ-learning', link: '/papers/hq-learning' },
  { text: '2000 · Learning to forget', link: '/papers/learning-to-forget' },
  { text: '2015 · Universal value functions', link: '/papers/universal-values' },
  { text: '2016 · Attending to the recent past', link: '/papers/recent-past' },
  { text: '2021 · Linear transformers', link: '/papers/linear-transformers' },
  { text: '2022 · A matrix that rewrites itself', link: '/papers/self-referential' },
];

const REFERENCE = [
  ...['kernels', 'math', 'math/portable', 'lstm', 'fast-weights', 'tasks', 'world-model'],
  ...['attention', 'subgoals', 'experiments'],
].map((name) => ({ text: name, link: `/reference/@saccade/${name}` }));

export const navigation: DefaultTheme.NavItem[] = [
  { text: 'Live', link: '/live/look', activeMatch: '/live/' },
  { text: 'Guides', link: '/guides/install', activeMatch: '/guides/' },
  { text: 'Papers', link: '/papers/', activeMatch: '/papers/' },
  { text: 'Reference', link: '/reference/', activeMatch: '/reference/' },
];

export const sidebar: DefaultTheme.Sidebar = [
  { text: 'Live', items: LIVE },
  { text: 'Guides', items: GUIDES },
  { text: 'Papers', items: PAPERS },
  { text: 'Reference', items: REFERENCE },
];
